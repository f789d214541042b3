import sys
def test_probe(begin):
    def show(t, intent, text):
        print('\n>>', intent, text); a=t.say(intent,text)
        for m in a:
            d=m.model_dump()
            if d['type']=='text': print('   T', d['text'])
            elif d['type']=='cards': print('   C', [(c['item_id'],c['price'],c['reason']) for c in d['cards']])
            elif d['type']=='replies': print('   R', [r['title'] for r in d['replies']])
            else: print('   $', [(l['item_id'],l['quantity'],l['total']) for l in d['lines']], d['total'])
        return a
    for line in open('/tmp/unit/talks.txt',encoding='utf-8').read().split('\n\n'):
        t=begin(); print('\n==========')
        for l in line.strip().splitlines():
            i,_,x=l.partition(' '); show(t,i,x)

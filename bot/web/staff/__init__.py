"""What staff's and trainers' pages share: who may come in, how a page is drawn, what is written down.

No page of the console or the studio lives here; this package never imports either.
"""

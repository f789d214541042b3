// src/words/en.ts
var e = {
	direction: "ltr",
	title: "Ask the shop",
	welcome: "Hello! Tell me what you are looking for, and I will show you what we have.",
	close: "Close the chat",
	menu: "More",
	start_again: "Start again",
	start_again_sure: "Start again? What was said leaves this window; your cart stays.",
	transcript: "Download this talk",
	transcript_file: "talk.txt",
	forget: "Forget me",
	forget_sentence: "Forget me",
	yes: "Yes, start again",
	no: "No",
	log: "Conversation",
	write: "Your message",
	hint: "What are you looking for?",
	send: "Send",
	newest: "New messages",
	you: "You",
	shop: "Shop",
	person_here: "{name} from the shop is here",
	person_waiting: "A person has been asked for",
	typing: "The shop is writing",
	today: "Today",
	yesterday: "Yesterday",
	unsent: "Not sent yet",
	offline: "You are offline. What you write is kept, and goes out by itself.",
	unreachable: "The shop can't be reached just now. What you write is kept, and goes out by itself.",
	starting: "The shop is starting: step {step} of {of}, {what}, {seconds} s so far.",
	starting_plain: "The shop is starting, {seconds} s so far.",
	degraded: "Part of the shop is not answering just now. You can write; it goes on by itself.",
	failed: "That could not be sent.",
	not_now: "That does not work just now. Please try again.",
	steps: {
		dialogue_environment: "installing the dialogue engine",
		demo_shop: "filling the demo shop",
		graph: "building the product graph",
		recommender: "training the recommender",
		dialogue_model: "training the dialogue model",
		dialogue_model_anew: "training the dialogue model anew for the newer program",
		another_is_at_it: "waiting for another shop on this machine, which is training the dialogue model",
		starting: "starting the dialogue",
		ready: "almost there"
	},
	carousel: "carousel",
	slide: "product",
	products: "Products: {count}",
	place: "{place} of {count}: {name}",
	previous: "Previous product",
	next: "Next product",
	in_stock: "In stock",
	few_left: "Only {count} left",
	sold_out: "Sold out",
	old_price: "before: {price}",
	why: "Why this one",
	like: "Like: {name}",
	dislike: "Not for me: {name}",
	more: "More choices: {name}",
	compare: "Compare",
	compare_about: "Compare: {name}",
	compare_one: "Choose another product to compare with {first}.",
	compare_two: "Compare {first} with {second}",
	compare_sentence: "Compare {first} and {second}",
	compare_go: "Compare",
	compare_stop: "Compare no longer",
	replies: "Suggestions",
	cart: "Cart",
	cart_empty: "The cart is empty.",
	product: "Product",
	quantity: "Quantity",
	price: "Price",
	total: "Total",
	times: "{count} × {price}",
	not_given: "not given",
	alike: "What is the same ({count})",
	order: "Order {number}",
	agreed_later: "agreed on later",
	pay: "Pay",
	status: {
		placed: "Placed",
		sent: "Sent",
		cancelled: "Cancelled",
		return_asked: "Return asked for",
		returned: "Returned"
	},
	choose: "Please choose",
	optional: "(optional)",
	form_given: "Filled in the form",
	form_folded: "Open the form again: {title}"
}, t = {
	direction: "ltr",
	title: "问问商店",
	welcome: "您好！告诉我您想找什么，我来看看店里有哪些。",
	close: "关闭对话",
	menu: "更多",
	start_again: "重新开始",
	start_again_sure: "要重新开始吗？说过的话会从这个窗口消失，购物车会留着。",
	transcript: "下载对话记录",
	transcript_file: "对话记录.txt",
	forget: "忘记我",
	forget_sentence: "请忘记我",
	yes: "重新开始",
	no: "不用",
	log: "对话",
	write: "您的话",
	hint: "想找点什么？",
	send: "发送",
	newest: "有新消息",
	you: "您",
	shop: "商店",
	person_here: "店员{name}正在接待您",
	person_waiting: "已经在请店员过来",
	typing: "商店正在回复",
	today: "今天",
	yesterday: "昨天",
	unsent: "还没发出",
	offline: "您现在没有网络。您写的话已留下，连上后会自动发出。",
	unreachable: "暂时连不上商店。您写的话已留下，会自动重发。",
	starting: "商店正在启动：第 {step} 步，共 {of} 步，{what}，已用 {seconds} 秒。",
	starting_plain: "商店正在启动，已用 {seconds} 秒。",
	degraded: "商店有一部分暂时没有回应。您可以照常写，稍后会自动继续。",
	failed: "没能发出去。",
	not_now: "暂时做不了，请稍后再试。",
	steps: {
		dialogue_environment: "正在安装对话引擎",
		demo_shop: "正在布置演示商店",
		graph: "正在建立商品图谱",
		recommender: "正在训练推荐模型",
		dialogue_model: "正在训练对话模型",
		dialogue_model_anew: "程序已更新，正在重新训练对话模型",
		another_is_at_it: "正在等本机上另一家店训练对话模型",
		starting: "正在启动对话",
		ready: "马上就好"
	},
	carousel: "轮播",
	slide: "商品",
	products: "商品：{count} 件",
	place: "第 {place} 件，共 {count} 件：{name}",
	previous: "上一件",
	next: "下一件",
	in_stock: "有货",
	few_left: "只剩 {count} 件",
	sold_out: "已售完",
	old_price: "原价 {price}",
	why: "推荐理由",
	like: "喜欢：{name}",
	dislike: "不合适：{name}",
	more: "更多选项：{name}",
	compare: "对比",
	compare_about: "对比：{name}",
	compare_one: "再选一件，与{first}对比。",
	compare_two: "对比{first}与{second}",
	compare_sentence: "对比一下{first}和{second}",
	compare_go: "对比",
	compare_stop: "不对比了",
	replies: "可以这样问",
	cart: "购物车",
	cart_empty: "购物车是空的。",
	product: "商品",
	quantity: "数量",
	price: "单价",
	total: "合计",
	times: "{count} × {price}",
	not_given: "未注明",
	alike: "相同的（{count}项）",
	order: "订单 {number}",
	agreed_later: "另行商定",
	pay: "付款",
	status: {
		placed: "已下单",
		sent: "已发货",
		cancelled: "已取消",
		return_asked: "已申请退货",
		returned: "已退货"
	},
	choose: "请选择",
	optional: "（选填）",
	form_given: "填好了表单",
	form_folded: "重新打开表单：{title}"
}, n = globalThis, r = n.ShadowRoot && (n.ShadyCSS === void 0 || n.ShadyCSS.nativeShadow) && "adoptedStyleSheets" in Document.prototype && "replace" in CSSStyleSheet.prototype, i = Symbol(), a = /* @__PURE__ */ new WeakMap(), o = class {
	constructor(e, t, n) {
		if (this._$cssResult$ = !0, n !== i) throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");
		this.cssText = e, this.t = t;
	}
	get styleSheet() {
		let e = this.o, t = this.t;
		if (r && e === void 0) {
			let n = t !== void 0 && t.length === 1;
			n && (e = a.get(t)), e === void 0 && ((this.o = e = new CSSStyleSheet()).replaceSync(this.cssText), n && a.set(t, e));
		}
		return e;
	}
	toString() {
		return this.cssText;
	}
}, s = (e) => new o(typeof e == "string" ? e : e + "", void 0, i), c = (e, t) => {
	if (r) e.adoptedStyleSheets = t.map((e) => e instanceof CSSStyleSheet ? e : e.styleSheet);
	else for (let r of t) {
		let t = document.createElement("style"), i = n.litNonce;
		i !== void 0 && t.setAttribute("nonce", i), t.textContent = r.cssText, e.appendChild(t);
	}
}, l = r ? (e) => e : (e) => e instanceof CSSStyleSheet ? ((e) => {
	let t = "";
	for (let n of e.cssRules) t += n.cssText;
	return s(t);
})(e) : e, { is: u, defineProperty: d, getOwnPropertyDescriptor: f, getOwnPropertyNames: p, getOwnPropertySymbols: m, getPrototypeOf: ee } = Object, h = globalThis, te = h.trustedTypes, ne = te ? te.emptyScript : "", re = h.reactiveElementPolyfillSupport, g = (e, t) => e, ie = {
	toAttribute(e, t) {
		switch (t) {
			case Boolean:
				e = e ? ne : null;
				break;
			case Object:
			case Array: e = e == null ? e : JSON.stringify(e);
		}
		return e;
	},
	fromAttribute(e, t) {
		let n = e;
		switch (t) {
			case Boolean:
				n = e !== null;
				break;
			case Number:
				n = e === null ? null : Number(e);
				break;
			case Object:
			case Array: try {
				n = JSON.parse(e);
			} catch {
				n = null;
			}
		}
		return n;
	}
}, ae = (e, t) => !u(e, t), oe = {
	attribute: !0,
	type: String,
	converter: ie,
	reflect: !1,
	useDefault: !1,
	hasChanged: ae
};
Symbol.metadata ??= Symbol("metadata"), h.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
var _ = class extends HTMLElement {
	static addInitializer(e) {
		this._$Ei(), (this.l ??= []).push(e);
	}
	static get observedAttributes() {
		return this.finalize(), this._$Eh && [...this._$Eh.keys()];
	}
	static createProperty(e, t = oe) {
		if (t.state && (t.attribute = !1), this._$Ei(), this.prototype.hasOwnProperty(e) && ((t = Object.create(t)).wrapped = !0), this.elementProperties.set(e, t), !t.noAccessor) {
			let n = Symbol(), r = this.getPropertyDescriptor(e, n, t);
			r !== void 0 && d(this.prototype, e, r);
		}
	}
	static getPropertyDescriptor(e, t, n) {
		let { get: r, set: i } = f(this.prototype, e) ?? {
			get() {
				return this[t];
			},
			set(e) {
				this[t] = e;
			}
		};
		return {
			get: r,
			set(t) {
				let a = r?.call(this);
				i?.call(this, t), this.requestUpdate(e, a, n);
			},
			configurable: !0,
			enumerable: !0
		};
	}
	static getPropertyOptions(e) {
		return this.elementProperties.get(e) ?? oe;
	}
	static _$Ei() {
		if (this.hasOwnProperty(g("elementProperties"))) return;
		let e = ee(this);
		e.finalize(), e.l !== void 0 && (this.l = [...e.l]), this.elementProperties = new Map(e.elementProperties);
	}
	static finalize() {
		if (this.hasOwnProperty(g("finalized"))) return;
		if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(g("properties"))) {
			let e = this.properties, t = [...p(e), ...m(e)];
			for (let n of t) this.createProperty(n, e[n]);
		}
		let e = this[Symbol.metadata];
		if (e !== null) {
			let t = litPropertyMetadata.get(e);
			if (t !== void 0) for (let [e, n] of t) this.elementProperties.set(e, n);
		}
		this._$Eh = /* @__PURE__ */ new Map();
		for (let [e, t] of this.elementProperties) {
			let n = this._$Eu(e, t);
			n !== void 0 && this._$Eh.set(n, e);
		}
		this.elementStyles = this.finalizeStyles(this.styles);
	}
	static finalizeStyles(e) {
		let t = [];
		if (Array.isArray(e)) {
			let n = new Set(e.flat(1 / 0).reverse());
			for (let e of n) t.unshift(l(e));
		} else e !== void 0 && t.push(l(e));
		return t;
	}
	static _$Eu(e, t) {
		let n = t.attribute;
		return !1 === n ? void 0 : typeof n == "string" ? n : typeof e == "string" ? e.toLowerCase() : void 0;
	}
	constructor() {
		super(), this._$Ep = void 0, this.isUpdatePending = !1, this.hasUpdated = !1, this._$Em = null, this._$Ev();
	}
	_$Ev() {
		this._$ES = new Promise((e) => this.enableUpdating = e), this._$AL = /* @__PURE__ */ new Map(), this._$E_(), this.requestUpdate(), this.constructor.l?.forEach((e) => e(this));
	}
	addController(e) {
		(this._$EO ??= /* @__PURE__ */ new Set()).add(e), this.renderRoot !== void 0 && this.isConnected && e.hostConnected?.();
	}
	removeController(e) {
		this._$EO?.delete(e);
	}
	_$E_() {
		let e = /* @__PURE__ */ new Map(), t = this.constructor.elementProperties;
		for (let n of t.keys()) this.hasOwnProperty(n) && (e.set(n, this[n]), delete this[n]);
		e.size > 0 && (this._$Ep = e);
	}
	createRenderRoot() {
		let e = this.shadowRoot ?? this.attachShadow(this.constructor.shadowRootOptions);
		return c(e, this.constructor.elementStyles), e;
	}
	connectedCallback() {
		this.renderRoot ??= this.createRenderRoot(), this.enableUpdating(!0), this._$EO?.forEach((e) => e.hostConnected?.());
	}
	enableUpdating(e) {}
	disconnectedCallback() {
		this._$EO?.forEach((e) => e.hostDisconnected?.());
	}
	attributeChangedCallback(e, t, n) {
		this._$AK(e, n);
	}
	_$ET(e, t) {
		let n = this.constructor.elementProperties.get(e), r = this.constructor._$Eu(e, n);
		if (r !== void 0 && !0 === n.reflect) {
			let i = (n.converter?.toAttribute === void 0 ? ie : n.converter).toAttribute(t, n.type);
			this._$Em = e, i == null ? this.removeAttribute(r) : this.setAttribute(r, i), this._$Em = null;
		}
	}
	_$AK(e, t) {
		let n = this.constructor, r = n._$Eh.get(e);
		if (r !== void 0 && this._$Em !== r) {
			let e = n.getPropertyOptions(r), i = typeof e.converter == "function" ? { fromAttribute: e.converter } : e.converter?.fromAttribute === void 0 ? ie : e.converter;
			this._$Em = r;
			let a = i.fromAttribute(t, e.type);
			this[r] = a ?? this._$Ej?.get(r) ?? a, this._$Em = null;
		}
	}
	requestUpdate(e, t, n, r = !1, i) {
		if (e !== void 0) {
			let a = this.constructor;
			if (!1 === r && (i = this[e]), n ??= a.getPropertyOptions(e), !((n.hasChanged ?? ae)(i, t) || n.useDefault && n.reflect && i === this._$Ej?.get(e) && !this.hasAttribute(a._$Eu(e, n)))) return;
			this.C(e, t, n);
		}
		!1 === this.isUpdatePending && (this._$ES = this._$EP());
	}
	C(e, t, { useDefault: n, reflect: r, wrapped: i }, a) {
		n && !(this._$Ej ??= /* @__PURE__ */ new Map()).has(e) && (this._$Ej.set(e, a ?? t ?? this[e]), !0 !== i || a !== void 0) || (this._$AL.has(e) || (this.hasUpdated || n || (t = void 0), this._$AL.set(e, t)), !0 === r && this._$Em !== e && (this._$Eq ??= /* @__PURE__ */ new Set()).add(e));
	}
	async _$EP() {
		this.isUpdatePending = !0;
		try {
			await this._$ES;
		} catch (e) {
			Promise.reject(e);
		}
		let e = this.scheduleUpdate();
		return e != null && await e, !this.isUpdatePending;
	}
	scheduleUpdate() {
		return this.performUpdate();
	}
	performUpdate() {
		if (!this.isUpdatePending) return;
		if (!this.hasUpdated) {
			if (this.renderRoot ??= this.createRenderRoot(), this._$Ep) {
				for (let [e, t] of this._$Ep) this[e] = t;
				this._$Ep = void 0;
			}
			let e = this.constructor.elementProperties;
			if (e.size > 0) for (let [t, n] of e) {
				let { wrapped: e } = n, r = this[t];
				!0 !== e || this._$AL.has(t) || r === void 0 || this.C(t, void 0, n, r);
			}
		}
		let e = !1, t = this._$AL;
		try {
			e = this.shouldUpdate(t), e ? (this.willUpdate(t), this._$EO?.forEach((e) => e.hostUpdate?.()), this.update(t)) : this._$EM();
		} catch (t) {
			throw e = !1, this._$EM(), t;
		}
		e && this._$AE(t);
	}
	willUpdate(e) {}
	_$AE(e) {
		this._$EO?.forEach((e) => e.hostUpdated?.()), this.hasUpdated || (this.hasUpdated = !0, this.firstUpdated(e)), this.updated(e);
	}
	_$EM() {
		this._$AL = /* @__PURE__ */ new Map(), this.isUpdatePending = !1;
	}
	get updateComplete() {
		return this.getUpdateComplete();
	}
	getUpdateComplete() {
		return this._$ES;
	}
	shouldUpdate(e) {
		return !0;
	}
	update(e) {
		this._$Eq &&= this._$Eq.forEach((e) => this._$ET(e, this[e])), this._$EM();
	}
	updated(e) {}
	firstUpdated(e) {}
};
_.elementStyles = [], _.shadowRootOptions = { mode: "open" }, _[g("elementProperties")] = /* @__PURE__ */ new Map(), _[g("finalized")] = /* @__PURE__ */ new Map(), re?.({ ReactiveElement: _ }), (h.reactiveElementVersions ??= []).push("2.1.2");
// node_modules/lit-html/lit-html.js
var v = globalThis, se = (e) => e, y = v.trustedTypes, ce = y ? y.createPolicy("lit-html", { createHTML: (e) => e }) : void 0, le = "$lit$", b = `lit$${Math.random().toFixed(9).slice(2)}$`, ue = "?" + b, de = `<${ue}>`, x = document, S = () => x.createComment(""), C = (e) => e === null || typeof e != "object" && typeof e != "function", w = Array.isArray, fe = (e) => w(e) || typeof e?.[Symbol.iterator] == "function", pe = "[ 	\n\f\r]", T = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, me = /-->/g, he = />/g, E = RegExp(`>|${pe}(?:([^\\s"'>=/]+)(${pe}*=${pe}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`, "g"), ge = /'/g, _e = /"/g, ve = /^(?:script|style|textarea|title)$/i, ye = (e) => (t, ...n) => ({
	_$litType$: e,
	strings: t,
	values: n
}), D = ye(1), O = ye(2), k = Symbol.for("lit-noChange"), A = Symbol.for("lit-nothing"), be = /* @__PURE__ */ new WeakMap(), j = x.createTreeWalker(x, 129);
function xe(e, t) {
	if (!w(e) || !e.hasOwnProperty("raw")) throw Error("invalid template strings array");
	return ce === void 0 ? t : ce.createHTML(t);
}
var Se = (e, t) => {
	let n = e.length - 1, r = [], i, a = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = T;
	for (let t = 0; t < n; t++) {
		let n = e[t], s, c, l = -1, u = 0;
		for (; u < n.length && (o.lastIndex = u, c = o.exec(n), c !== null);) u = o.lastIndex, o === T ? c[1] === "!--" ? o = me : c[1] === void 0 ? c[2] === void 0 ? c[3] !== void 0 && (o = E) : (ve.test(c[2]) && (i = RegExp("</" + c[2], "g")), o = E) : o = he : o === E ? c[0] === ">" ? (o = i ?? T, l = -1) : c[1] === void 0 ? l = -2 : (l = o.lastIndex - c[2].length, s = c[1], o = c[3] === void 0 ? E : c[3] === "\"" ? _e : ge) : o === _e || o === ge ? o = E : o === me || o === he ? o = T : (o = E, i = void 0);
		let d = o === E && e[t + 1].startsWith("/>") ? " " : "";
		a += o === T ? n + de : l >= 0 ? (r.push(s), n.slice(0, l) + le + n.slice(l) + b + d) : n + b + (l === -2 ? t : d);
	}
	return [xe(e, a + (e[n] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), r];
}, Ce = class e {
	constructor({ strings: t, _$litType$: n }, r) {
		let i;
		this.parts = [];
		let a = 0, o = 0, s = t.length - 1, c = this.parts, [l, u] = Se(t, n);
		if (this.el = e.createElement(l, r), j.currentNode = this.el.content, n === 2 || n === 3) {
			let e = this.el.content.firstChild;
			e.replaceWith(...e.childNodes);
		}
		for (; (i = j.nextNode()) !== null && c.length < s;) {
			if (i.nodeType === 1) {
				if (i.hasAttributes()) for (let e of i.getAttributeNames()) if (e.endsWith(le)) {
					let t = u[o++], n = i.getAttribute(e).split(b), r = /([.?@])?(.*)/.exec(t);
					c.push({
						type: 1,
						index: a,
						name: r[2],
						strings: n,
						ctor: r[1] === "." ? Te : r[1] === "?" ? Ee : r[1] === "@" ? De : P
					}), i.removeAttribute(e);
				} else e.startsWith(b) && (c.push({
					type: 6,
					index: a
				}), i.removeAttribute(e));
				if (ve.test(i.tagName)) {
					let e = i.textContent.split(b), t = e.length - 1;
					if (t > 0) {
						i.textContent = y ? y.emptyScript : "";
						for (let n = 0; n < t; n++) i.append(e[n], S()), j.nextNode(), c.push({
							type: 2,
							index: ++a
						});
						i.append(e[t], S());
					}
				}
			} else if (i.nodeType === 8) {
				if (i.data === ue) c.push({
					type: 2,
					index: a
				});
				else {
					let e = -1;
					for (; (e = i.data.indexOf(b, e + 1)) !== -1;) c.push({
						type: 7,
						index: a
					}), e += b.length - 1;
				}
			}
			a++;
		}
	}
	static createElement(e, t) {
		let n = x.createElement("template");
		return n.innerHTML = e, n;
	}
};
function M(e, t, n = e, r) {
	if (t === k) return t;
	let i = r === void 0 ? n._$Cl : n._$Co?.[r], a = C(t) ? void 0 : t._$litDirective$;
	return i?.constructor !== a && (i?._$AO?.(!1), a === void 0 ? i = void 0 : (i = new a(e), i._$AT(e, n, r)), r === void 0 ? n._$Cl = i : (n._$Co ??= [])[r] = i), i !== void 0 && (t = M(e, i._$AS(e, t.values), i, r)), t;
}
var we = class {
	constructor(e, t) {
		this._$AV = [], this._$AN = void 0, this._$AD = e, this._$AM = t;
	}
	get parentNode() {
		return this._$AM.parentNode;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	u(e) {
		let { el: { content: t }, parts: n } = this._$AD, r = (e?.creationScope ?? x).importNode(t, !0);
		j.currentNode = r;
		let i = j.nextNode(), a = 0, o = 0, s = n[0];
		for (; s !== void 0;) {
			if (a === s.index) {
				let t;
				s.type === 2 ? t = new N(i, i.nextSibling, this, e) : s.type === 1 ? t = new s.ctor(i, s.name, s.strings, this, e) : s.type === 6 && (t = new Oe(i, this, e)), this._$AV.push(t), s = n[++o];
			}
			a !== s?.index && (i = j.nextNode(), a++);
		}
		return j.currentNode = x, r;
	}
	p(e) {
		let t = 0;
		for (let n of this._$AV) n !== void 0 && (n.strings === void 0 ? n._$AI(e[t]) : (n._$AI(e, n, t), t += n.strings.length - 2)), t++;
	}
}, N = class e {
	get _$AU() {
		return this._$AM?._$AU ?? this._$Cv;
	}
	constructor(e, t, n, r) {
		this.type = 2, this._$AH = A, this._$AN = void 0, this._$AA = e, this._$AB = t, this._$AM = n, this.options = r, this._$Cv = r?.isConnected ?? !0;
	}
	get parentNode() {
		let e = this._$AA.parentNode, t = this._$AM;
		return t !== void 0 && e?.nodeType === 11 && (e = t.parentNode), e;
	}
	get startNode() {
		return this._$AA;
	}
	get endNode() {
		return this._$AB;
	}
	_$AI(e, t = this) {
		e = M(this, e, t), C(e) ? e === A || e == null || e === "" ? (this._$AH !== A && this._$AR(), this._$AH = A) : e !== this._$AH && e !== k && this._(e) : e._$litType$ === void 0 ? e.nodeType === void 0 ? fe(e) ? this.k(e) : this._(e) : this.T(e) : this.$(e);
	}
	O(e) {
		return this._$AA.parentNode.insertBefore(e, this._$AB);
	}
	T(e) {
		this._$AH !== e && (this._$AR(), this._$AH = this.O(e));
	}
	_(e) {
		this._$AH !== A && C(this._$AH) ? this._$AA.nextSibling.data = e : this.T(x.createTextNode(e)), this._$AH = e;
	}
	$(e) {
		let { values: t, _$litType$: n } = e, r = typeof n == "number" ? this._$AC(e) : (n.el === void 0 && (n.el = Ce.createElement(xe(n.h, n.h[0]), this.options)), n);
		if (this._$AH?._$AD === r) this._$AH.p(t);
		else {
			let e = new we(r, this), n = e.u(this.options);
			e.p(t), this.T(n), this._$AH = e;
		}
	}
	_$AC(e) {
		let t = be.get(e.strings);
		return t === void 0 && be.set(e.strings, t = new Ce(e)), t;
	}
	k(t) {
		w(this._$AH) || (this._$AH = [], this._$AR());
		let n = this._$AH, r, i = 0;
		for (let a of t) i === n.length ? n.push(r = new e(this.O(S()), this.O(S()), this, this.options)) : r = n[i], r._$AI(a), i++;
		i < n.length && (this._$AR(r && r._$AB.nextSibling, i), n.length = i);
	}
	_$AR(e = this._$AA.nextSibling, t) {
		for (this._$AP?.(!1, !0, t); e !== this._$AB;) {
			let t = se(e).nextSibling;
			se(e).remove(), e = t;
		}
	}
	setConnected(e) {
		this._$AM === void 0 && (this._$Cv = e, this._$AP?.(e));
	}
}, P = class {
	get tagName() {
		return this.element.tagName;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	constructor(e, t, n, r, i) {
		this.type = 1, this._$AH = A, this._$AN = void 0, this.element = e, this.name = t, this._$AM = r, this.options = i, n.length > 2 || n[0] !== "" || n[1] !== "" ? (this._$AH = Array(n.length - 1).fill(/* @__PURE__ */ new String()), this.strings = n) : this._$AH = A;
	}
	_$AI(e, t = this, n, r) {
		let i = this.strings, a = !1;
		if (i === void 0) e = M(this, e, t, 0), a = !C(e) || e !== this._$AH && e !== k, a && (this._$AH = e);
		else {
			let r = e, o, s;
			for (e = i[0], o = 0; o < i.length - 1; o++) s = M(this, r[n + o], t, o), s === k && (s = this._$AH[o]), a ||= !C(s) || s !== this._$AH[o], s === A ? e = A : e !== A && (e += (s ?? "") + i[o + 1]), this._$AH[o] = s;
		}
		a && !r && this.j(e);
	}
	j(e) {
		e === A ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, e ?? "");
	}
}, Te = class extends P {
	constructor() {
		super(...arguments), this.type = 3;
	}
	j(e) {
		this.element[this.name] = e === A ? void 0 : e;
	}
}, Ee = class extends P {
	constructor() {
		super(...arguments), this.type = 4;
	}
	j(e) {
		this.element.toggleAttribute(this.name, !!e && e !== A);
	}
}, De = class extends P {
	constructor(e, t, n, r, i) {
		super(e, t, n, r, i), this.type = 5;
	}
	_$AI(e, t = this) {
		if ((e = M(this, e, t, 0) ?? A) === k) return;
		let n = this._$AH, r = e === A && n !== A || e.capture !== n.capture || e.once !== n.once || e.passive !== n.passive, i = e !== A && (n === A || r);
		r && this.element.removeEventListener(this.name, this, n), i && this.element.addEventListener(this.name, this, e), this._$AH = e;
	}
	handleEvent(e) {
		typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, e) : this._$AH.handleEvent(e);
	}
}, Oe = class {
	constructor(e, t, n) {
		this.element = e, this.type = 6, this._$AN = void 0, this._$AM = t, this.options = n;
	}
	get _$AU() {
		return this._$AM._$AU;
	}
	_$AI(e) {
		M(this, e);
	}
}, ke = {
	M: le,
	P: b,
	A: ue,
	C: 1,
	L: Se,
	R: we,
	D: fe,
	V: M,
	I: N,
	H: P,
	N: Ee,
	U: De,
	B: Te,
	F: Oe
};
(0, v.litHtmlPolyfillSupport)?.(Ce, N), (v.litHtmlVersions ??= []).push("3.3.3");
var Ae = (e, t, n) => {
	let r = n?.renderBefore ?? t, i = r._$litPart$;
	if (i === void 0) {
		let e = n?.renderBefore ?? null;
		r._$litPart$ = i = new N(t.insertBefore(S(), e), e, void 0, n ?? {});
	}
	return i._$AI(e), i;
}, je = globalThis, F = class extends _ {
	constructor() {
		super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
	}
	createRenderRoot() {
		let e = super.createRenderRoot();
		return this.renderOptions.renderBefore ??= e.firstChild, e;
	}
	update(e) {
		let t = this.render();
		this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(e), this._$Do = Ae(t, this.renderRoot, this.renderOptions);
	}
	connectedCallback() {
		super.connectedCallback(), this._$Do?.setConnected(!0);
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this._$Do?.setConnected(!1);
	}
	render() {
		return k;
	}
};
F._$litElement$ = !0, F.finalized = !0, je.litElementHydrateSupport?.({ LitElement: F }), (0, je.litElementPolyfillSupport)?.({ LitElement: F }), (je.litElementVersions ??= []).push("4.2.2");
// src/net/keeping.ts
var Me = class {
	#e;
	#t;
	constructor(e, t) {
		this.#t = `daogou:${t}:`;
		try {
			this.#e = e();
		} catch {
			this.#e = null;
		}
	}
	read(e) {
		try {
			return JSON.parse(this.#e?.getItem(this.#t + e) ?? "null");
		} catch {
			return null;
		}
	}
	keep(e, t) {
		try {
			t === null ? this.#e?.removeItem(this.#t + e) : this.#e?.setItem(this.#t + e, JSON.stringify(t));
		} catch {}
	}
};
// src/net/sse.ts
async function* Ne(e) {
	if (!e.body) return;
	let t = e.body.pipeThrough(new TextDecoderStream()).getReader(), n = "";
	try {
		for (;;) {
			let { value: e, done: r } = await t.read();
			if (r) return;
			let i = n + e, a = i.endsWith("\r") ? i.slice(0, -1) : i, o = a.replace(/\r\n?/g, "\n").split("\n\n");
			n = (o.pop() ?? "") + i.slice(a.length);
			for (let e of o) yield Pe(e);
		}
	} finally {
		await t.cancel().catch(() => void 0);
	}
}
function Pe(e) {
	let t = "", n = null, r = [];
	for (let i of e.split("\n")) {
		let e = i.indexOf(":");
		if (e === 0) continue;
		let a = e < 0 ? i : i.slice(0, e), o = e < 0 ? "" : i.slice(e + 1).replace(/^ /, "");
		a === "data" ? r.push(o) : a === "event" ? t = o : a === "id" && (n = o);
	}
	return r.length ? {
		event: t || "message",
		id: n,
		data: JSON.parse(r.join("\n"))
	} : {
		event: "",
		id: n,
		data: null
	};
}
// src/net/gateway.ts
var I = class extends Error {
	constructor(e, t = {}) {
		super(e), this.fields = t;
	}
}, L = class extends Error {
	constructor(e, t = "", n = 0) {
		super(t), this.pause = e, this.status = n;
	}
}, R = "application/json", Fe = "text/event-stream", Ie = "Daogou-Token", Le = "token", Re = class {
	#e;
	#t;
	constructor(e, t) {
		this.shop = e, this.language = t, this.#e = new URL(e).origin !== location.origin, this.#t = new Me(() => localStorage, e);
	}
	get token() {
		return this.#e ? this.#t.read(Le) : null;
	}
	forgetToken() {
		this.#t.keep(Le, null);
	}
	async history() {
		return (await this.#r("/api/chat")).json();
	}
	async person() {
		return (await this.#r("/api/person")).json();
	}
	async health() {
		return await (await fetch(`${this.shop}/health`, { credentials: "omit" })).json();
	}
	async *happenings(e, t) {
		let n = { Accept: Fe };
		e !== null && (n["Last-Event-ID"] = e), yield* Ne(await this.#r("/api/chat/stream", {
			headers: n,
			signal: t
		}));
	}
	say(e, t) {
		return this.#n("/api/chat", e, t);
	}
	give(e, t) {
		return this.#n("/api/checkout", e, t);
	}
	async form(e) {
		return (await this.#r(`/api/checkout?form=${encodeURIComponent(e)}`)).json();
	}
	async keepForm(e) {
		await this.#r("/api/checkout", {
			method: "POST",
			headers: {
				"Content-Type": R,
				Accept: R
			},
			body: JSON.stringify({
				...e,
				done: !1
			})
		});
	}
	async startAgain() {
		await this.#r("/api/chat", { method: "DELETE" });
	}
	async transcript() {
		return (await this.#r("/api/chat/transcript")).blob();
	}
	async tell(e) {
		await this.#r("/api/events", {
			method: "POST",
			headers: { "Content-Type": R },
			body: JSON.stringify({ events: e }),
			keepalive: !0
		});
	}
	tellOnLeaving(e) {
		let t = JSON.stringify({
			token: this.token,
			events: e
		});
		navigator.sendBeacon?.(`${this.shop}/api/events`, new Blob([t], { type: "text/plain" }));
	}
	async *#n(e, t, n) {
		yield* Ne(await this.#r(e, {
			method: "POST",
			headers: {
				"Content-Type": R,
				Accept: Fe,
				"Idempotency-Key": n
			},
			body: JSON.stringify(t)
		}));
	}
	async #r(e, t = {}) {
		let n = {
			"Accept-Language": this.language,
			...t.headers
		}, { token: r } = this;
		r && (n.Authorization = `Bearer ${r}`);
		let i;
		try {
			i = await fetch(this.shop + e, {
				...t,
				headers: n,
				cache: "no-store",
				credentials: this.#e ? "omit" : "same-origin"
			});
		} catch (e) {
			throw t.signal?.aborted ? e : new L(1e3);
		}
		let a = i.headers.get(Ie);
		return a && this.#e && this.#t.keep(Le, a), i.ok || await this.#i(i), i;
	}
	async #i(e) {
		let t = await e.json().catch(() => ({}));
		throw e.status === 401 && this.forgetToken(), e.status >= 500 || e.status === 429 || e.status === 401 ? new L(1e3 * (Number(e.headers.get("Retry-After")) || 1), t.detail, e.status) : Object.assign(new I(t.detail ?? "", t.fields ?? {}), { status: e.status });
	}
}, ze = 4e3, Be = 20, Ve = 200, He = "untold", Ue = class {
	#e;
	#t = /* @__PURE__ */ new Set();
	#n = 0;
	constructor(e, t, n) {
		this.gateway = e, this.kept = t, this.aside = n, this.#e = t.read(He) ?? [], this.#e.length && this.#r(), document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#a()), addEventListener("pagehide", () => this.#a());
	}
	seen(e, t) {
		let n = `${t.conversation}.${t.turn}.${e.item_id}`;
		this.#t.has(n) || (this.#t.add(n), this.done("view_item_list", e, t));
	}
	done(e, t, n) {
		let r = {
			id: We(),
			name: e,
			...n,
			item_id: t.item_id,
			model: null,
			at: (/* @__PURE__ */ new Date()).toISOString()
		};
		this.#e.push(r), this.#e.length > Ve && this.#e.shift(), this.#o(), this.aside(r, t), this.#e.length >= Be ? this.#i() : this.#r();
	}
	#r() {
		this.#n ||= window.setTimeout(() => void this.#i(), ze);
	}
	async #i() {
		clearTimeout(this.#n), this.#n = 0;
		let e = this.#e.slice(0, Ve);
		try {
			await this.gateway.tell(e);
		} catch (e) {
			if (!(e instanceof I)) {
				this.#e.length && this.#r();
				return;
			}
		}
		for (let t of e) {
			let e = this.#e.indexOf(t);
			e >= 0 && this.#e.splice(e, 1);
		}
		this.#o();
	}
	#a() {
		this.#e.length && this.gateway.tellOnLeaving(this.#e);
	}
	#o() {
		this.kept.keep(He, this.#e.length ? this.#e : null);
	}
};
function We() {
	let e = crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(16));
	return e[6] = (e[6] ?? 0) & 15 | 64, e[8] = (e[8] ?? 0) & 63 | 128, [...e].map((e) => e.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
// src/store/state.ts
var Ge = {
	ready: !1,
	conversation: null,
	language: null,
	turns: [],
	pending: [],
	typing: !1,
	person: {
		state: "none",
		name: null
	},
	line: "up",
	progress: null,
	notice: null,
	compare: [],
	given: /* @__PURE__ */ new Set(),
	open: !1,
	unread: 0
}, Ke = 1e3;
function qe(e, t) {
	switch (t.what) {
		case "history": return Xe(e, t.history);
		case "said": return $e(e, t.turn, t.text, t.key, t.at);
		case "message": return tt(e, t);
		case "done": return z(e, t.turn, (e) => ({
			...e,
			status: t.status
		}));
		case "again": return z(e, t.turn, (e) => ({
			...e,
			entries: e.entries.filter((e) => e.position >= Ke)
		}));
		case "reset": return Je(e, t.conversation);
		case "written": return {
			...e,
			pending: [...e.pending, t.pending],
			notice: null
		};
		case "bound": return et(e, t);
		case "waiting": return {
			...e,
			notice: t.notice,
			pending: e.pending.map((e) => e.key === t.key ? {
				...e,
				waiting: !0
			} : e)
		};
		case "answered": return {
			...e,
			pending: e.pending.filter((e) => e.key !== t.key)
		};
		case "compare": return {
			...e,
			compare: nt(e.compare, t.product)
		};
		default: return Ye(e, t);
	}
}
function Je(e, t) {
	let { ready: n, line: r, open: i, language: a, pending: o } = e;
	return {
		...Ge,
		ready: n,
		line: r,
		open: i,
		language: a,
		conversation: t,
		pending: o.filter((e) => e.turn === null)
	};
}
function Ye(e, t) {
	switch (t.what) {
		case "typing": return {
			...e,
			typing: t.on
		};
		case "person": return {
			...e,
			person: t.person
		};
		case "line": return {
			...e,
			line: t.line
		};
		case "progress": return {
			...e,
			progress: t.sentence
		};
		case "notice": return {
			...e,
			notice: t.sentence
		};
		case "compare_stop": return {
			...e,
			compare: []
		};
		case "given": return {
			...e,
			given: new Set(e.given).add(t.place)
		};
		case "open": return {
			...e,
			open: t.open,
			unread: t.open ? 0 : e.unread
		};
		default: return e;
	}
}
function Xe(e, t) {
	let n = e.conversation === null || e.conversation === t.conversation ? e.turns : [], r = t.turns.map((t) => Ze(t, n.find((e) => e.turn === t.turn), e.ready)), i = r.at(-1)?.turn ?? 0, a = new Set(n.flatMap((e) => e.entries)), o = r.flatMap((e) => e.entries).filter((e) => e.live && !a.has(e)).length;
	return {
		...e,
		ready: !0,
		conversation: t.conversation,
		language: t.language,
		turns: [...r, ...n.filter((e) => e.turn > i)],
		unread: e.open ? 0 : e.unread + o
	};
}
function Ze(e, t, n) {
	let r = e.messages.map((r, i) => {
		let a = e.places?.[i]?.position ?? i, o = t?.entries.find((e) => e.position === a);
		return o && rt(o.message, r) ? o : {
			position: a,
			message: r,
			live: n,
			at: e.places?.[i]?.at ?? null
		};
	}), i = e.status === "pending" ? t?.entries ?? [] : [];
	return {
		turn: e.turn,
		said: e.shopper?.text ?? t?.said ?? null,
		at: e.at ?? t?.at ?? null,
		status: e.status,
		entries: Qe([...r, ...i.filter((e) => !r.some((t) => t.position === e.position))])
	};
}
function Qe(e) {
	return e.sort((e, t) => e.position - t.position);
}
function $e(e, t, n, r, i) {
	let a = e.pending.find((e) => (r === null ? e.title === n : e.key === r) && e.turn === null), o = a ? e.pending.map((e) => e === a ? {
		...e,
		turn: t,
		waiting: !1
	} : e) : e.pending;
	return z({
		...e,
		pending: o
	}, t, (e) => ({
		...e,
		said: n,
		at: i ?? e.at
	}));
}
function et(e, t) {
	let n = e.pending.find((e) => e.key === t.key);
	if (!n) return e;
	let r = e.pending.map((e) => e === n ? {
		...e,
		turn: t.turn,
		waiting: !1
	} : e);
	return z({
		...e,
		pending: r,
		notice: null,
		conversation: t.conversation ?? e.conversation
	}, t.turn, (e) => ({
		...e,
		said: e.said ?? n.title,
		at: e.at ?? t.at
	}));
}
function tt(e, { turn: t, position: n, message: r, at: i }) {
	let a = e.turns.find((e) => e.turn === t)?.entries.find((e) => e.position === n);
	if (a && rt(a.message, r)) return e;
	let o = {
		position: n,
		message: r,
		live: !0,
		at: i
	}, s = z(e, t, (e) => ({
		...e,
		at: e.at ?? i,
		entries: Qe([...e.entries.filter((e) => e.position !== n), o])
	}));
	return e.open || a ? s : {
		...s,
		unread: s.unread + 1
	};
}
function z(e, t, n) {
	let r = e.turns.find((e) => e.turn === t);
	if (r) return {
		...e,
		turns: e.turns.map((e) => e === r ? n(r) : e)
	};
	let i = n({
		turn: t,
		said: null,
		at: null,
		status: "pending",
		entries: []
	});
	return {
		...e,
		turns: [...e.turns, i].sort((e, t) => e.turn - t.turn)
	};
}
function nt(e, t) {
	let n = e.filter((e) => e.itemId !== t.itemId);
	return n.length < e.length ? n : [...n, t].slice(-2);
}
function rt(e, t) {
	return e === t || JSON.stringify(e) === JSON.stringify(t);
}
// src/store/store.ts
var it = class {
	#e = Ge;
	#t = /* @__PURE__ */ new Set();
	get state() {
		return this.#e;
	}
	happen(e) {
		let t = this.#e;
		if (this.#e = qe(t, e), this.#e !== t) for (let e of this.#t) e(this.#e, t);
	}
	listen(e) {
		return this.#t.add(e), () => void this.#t.delete(e);
	}
}, at = ":host{--t-small:12.5px;--t-body:15px;--t-large:18px;--s1:4px;--s2:8px;--s3:12px;--s4:16px;--s5:24px;--touch:44px;--ground:#f4f6f3;--soft:color-mix(in srgb, var(--accent) 10%, var(--paper));--faint:#56625d;--warn:#8a4300;--warn-soft:#fdf1df;--few:#9a4a00;--out:#a32a22;--tint:42% 88%;--tint-2:40% 79%;--tint-ink:48% 26%}@media (prefers-color-scheme:dark){:host(:not([scheme=light])){--ground:#121715;--faint:#a2afa9;--warn:#f3c584;--warn-soft:#35291a;--few:#f0b975;--out:#f39a92;--tint:18% 24%;--tint-2:20% 31%;--tint-ink:42% 84%}}:host([scheme=dark]){--ground:#121715;--faint:#a2afa9;--warn:#f3c584;--warn-soft:#35291a;--few:#f0b975;--out:#f39a92;--tint:18% 24%;--tint-2:20% 31%;--tint-ink:42% 84%}.place *,.place :before{box-sizing:border-box}.place h2,.place h3,.place p,.place ul,.place dl,.place dd{margin:0;padding:0}.place ul{list-style:none}.place button,.place textarea,.place input,.place select{font:inherit;color:inherit}.place button{cursor:pointer}.place a{color:var(--accent);text-underline-offset:2px}.unseen{clip-path:inset(50%);white-space:nowrap;width:1px;height:1px;position:absolute;overflow:hidden}.place .icon{flex:none;width:22px;height:22px}.panel{width:408px;height:min(700px, 100vh - 72px - 2 * var(--gap));height:min(700px, 100dvh - 72px - 2 * var(--gap));border:1px solid var(--line);border-radius:var(--radius);background:var(--ground);box-shadow:var(--shadow);font-size:var(--t-body);text-align:start;transform-origin:100% 100%;grid-template-rows:auto 1fr auto;animation:.22s cubic-bezier(.2,.7,.2,1) rise;display:grid;position:absolute;bottom:72px;right:0;overflow:hidden}:host([position=left]) .panel{transform-origin:0 100%;left:0;right:auto}.panel:focus{outline:none}@keyframes rise{0%{opacity:0;transform:translateY(12px)scale(.98)}}@media (height<=480px) and (width>=520px){.panel{height:calc(100dvh - 2 * var(--gap));bottom:0}}@media (width<=519px){.panel{border:0;border-radius:0;width:auto;height:100dvh;position:fixed;inset:0}}.bar{align-items:center;gap:var(--s1);min-height:60px;padding:var(--s2) var(--s2) var(--s2) var(--s4);padding-inline:var(--s4) var(--s2);border-bottom:1px solid var(--line);background:var(--paper);display:flex}.who{flex:1;min-width:0}.who h2{font-size:var(--t-large);letter-spacing:-.01em;text-overflow:ellipsis;white-space:nowrap;font-weight:650;line-height:1.25;overflow:hidden}.here{color:var(--faint);font-size:var(--t-small);align-items:center;gap:6px;display:flex}.here:before{content:\"\";background:var(--accent);border-radius:50%;width:8px;height:8px}.round{width:var(--touch);height:var(--touch);transition:background var(--calm);background:0 0;border:0;border-radius:50%;flex:none;place-items:center;padding:0;display:grid}.place .round{color:var(--faint)}.round:hover{background:var(--soft);color:var(--ink)}.round .icon[aria-hidden]{stroke-width:2px}daogou-menu{position:relative}.menu{z-index:3;top:calc(100% + var(--s1));width:248px;padding:var(--s2);border:1px solid var(--line);background:var(--paper);box-shadow:var(--shadow);border-radius:14px;display:grid;position:absolute;inset-inline-end:0}.menu p{padding:var(--s2) var(--s3)}.menu button{align-items:center;gap:var(--s3);min-height:var(--touch);padding:var(--s2) var(--s3);text-align:start;background:0 0;border:0;border-radius:8px;display:flex}.menu button:hover{background:var(--soft)}.menu .sure{color:var(--out);font-weight:600}.log{overscroll-behavior:contain;padding:var(--s4);scrollbar-width:thin;position:relative;overflow:hidden auto}.log:focus-visible{outline-offset:-3px}.day{align-items:center;gap:var(--s3);color:var(--faint);font-size:var(--t-small);display:flex;margin-block:var(--s2) var(--s4)!important}.day:before,.day:after{content:\"\";background:var(--line);flex:1;height:1px}.typing{width:max-content;margin-top:var(--s2);background:var(--paper);border:1px solid var(--line);border-radius:18px 18px 18px 5px;gap:5px;padding:14px 16px;display:flex}.typing i{background:var(--faint);border-radius:50%;width:7px;height:7px;animation:1.4s infinite breathe}.typing i:nth-of-type(2){animation-delay:.2s}.typing i:nth-of-type(3){animation-delay:.4s}@keyframes breathe{0%,60%,to{opacity:.3}30%{opacity:1}}.foot{border-top:1px solid var(--line);background:var(--paper);padding-bottom:env(safe-area-inset-bottom);position:relative}.newest{z-index:2;bottom:calc(100% + var(--s3));align-items:center;gap:var(--s2);min-height:40px;padding:0 var(--s4);border:1px solid var(--line);background:var(--paper);box-shadow:var(--shadow);border-radius:20px;display:flex;position:absolute;left:50%;transform:translate(-50%);font-size:var(--t-small)!important}.line{background:var(--warn-soft);color:var(--warn);font-size:var(--t-small);font-variant-numeric:tabular-nums;padding:10px var(--s4)!important}.compare{align-items:center;gap:var(--s2);padding:var(--s2) var(--s2) var(--s2) var(--s4);border-bottom:1px solid var(--line);font-size:var(--t-small);display:flex}.compare p{flex:1}.write{align-items:end;gap:var(--s2);padding:var(--s3);display:flex}.write textarea{min-width:0;height:var(--touch);min-height:var(--touch);padding:10px var(--s4);border:1px solid color-mix(in srgb, var(--faint) 70%, var(--paper));background:var(--ground);resize:none;border-radius:22px;flex:1;line-height:22px;font-size:16px!important}.write textarea::placeholder{color:var(--faint);opacity:1}.write textarea:focus-visible{outline-offset:0;border-color:#0000}.send{width:var(--touch);height:var(--touch);background:var(--soft);transition:background var(--calm), transform var(--calm);border:1px solid #0000;border-radius:50%;flex:none;place-items:center;padding:0;display:grid}.place .send{color:var(--accent)}.place .send[data-ready=true]{background:var(--accent);color:var(--on-accent)}.send:active{transform:scale(.94)}:is(:is(:lang(ae),:lang(ar),:lang(arc),:lang(bcc),:lang(bqi),:lang(ckb),:lang(dv),:lang(fa),:lang(glk),:lang(he),:lang(ku),:lang(mzn),:lang(nqo),:lang(pnb),:lang(ps),:lang(sd),:lang(ug),:lang(ur),:lang(yi)) .send .icon,:is(:lang(ae),:lang(ar),:lang(arc),:lang(bcc),:lang(bqi),:lang(ckb),:lang(dv),:lang(fa),:lang(glk),:lang(he),:lang(ku),:lang(mzn),:lang(nqo),:lang(pnb),:lang(ps),:lang(sd),:lang(ug),:lang(ur),:lang(yi)) .step .icon){transform:scaleX(-1)}@media (forced-colors:active){.bubble,.card,.box,.menu,.send,.round{border:1px solid canvastext!important}.drawn{forced-color-adjust:none}}", ot = "daogou-turn{content-visibility:auto;contain-intrinsic-size:auto 220px;margin-block-end:var(--s4);display:block}.entry{margin-block-start:var(--s2)}.entry.new{animation:.24s cubic-bezier(.2,.7,.2,1) come}@keyframes come{0%{opacity:0;transform:translateY(8px)}}.bubble{overflow-wrap:anywhere;white-space:pre-line;border-radius:18px;width:fit-content;max-width:86%;padding:9px 14px}.bubble.shop{border:1px solid var(--line);background:var(--paper);border-end-start-radius:5px}.bubble.shopper{background:var(--accent);color:var(--on-accent);border-end-end-radius:5px}.bubble ul{white-space:normal;list-style:outside;margin:var(--s1) 0!important;padding-inline-start:20px!important}.mine{flex-direction:column;align-items:flex-end;gap:2px;display:flex}.mine time,.person time,.late{padding-inline:var(--s1);color:var(--faint);font-size:var(--t-small);font-variant-numeric:tabular-nums}.unsent .bubble{opacity:.72}.person{gap:2px var(--s2);grid-template-columns:auto 1fr;align-items:end;display:grid}.person time{grid-column:2}.face{background:var(--soft);width:32px;height:32px;color:var(--accent);border-radius:50%;place-items:center;display:grid}.face .icon{width:18px!important;height:18px!important}.name{font-size:var(--t-small);display:block}.aside{color:var(--faint);font-size:var(--t-small);text-align:center;padding:var(--s1) var(--s4)!important}.replies{gap:var(--s2);flex-wrap:wrap;display:flex}.reply{min-height:var(--touch);padding:var(--s2) var(--s4);border:1px solid color-mix(in srgb, var(--accent) 45%, var(--paper));background:var(--paper);text-align:start;transition:background var(--calm);border-radius:22px}.place .reply{color:var(--accent)}.reply:hover{background:var(--soft)}.box{padding:var(--s4);border:1px solid var(--line);background:var(--paper);border-radius:16px}.place caption{padding-bottom:var(--s2);color:var(--faint);font-size:var(--t-small);text-align:start}.place table{border-collapse:collapse;font-variant-numeric:tabular-nums;width:100%}.sheet td,.sheet tfoot th{border-top:1px solid var(--line);vertical-align:top;text-align:start;padding:10px 0;font-weight:400}.sheet td:last-child{text-align:end;white-space:nowrap;padding-inline-start:var(--s4)}.sheet small{color:var(--faint);font-size:var(--t-small);display:block}.sheet .delivery td{color:var(--faint)}.sheet tfoot th,.sheet tfoot td{font-size:var(--t-large);padding-bottom:0;font-weight:650}.box .badge{float:inline-end;background:var(--soft);color:var(--accent);font-size:var(--t-small);border:0;padding:2px 10px;font-weight:600;line-height:20px;position:static}.box .badge.cancelled{background:var(--warn-soft);color:var(--warn)}.place .pay,.place .main{min-height:var(--touch);padding:var(--s2) var(--s4);background:var(--accent);color:var(--on-accent);transition:filter var(--calm), transform var(--calm);border:1px solid #0000;border-radius:12px;justify-content:center;align-items:center;font-weight:600;text-decoration:none;display:flex}.place .main:hover,.place .pay:hover{filter:brightness(1.08)}.place .main:active{transform:scale(.985)}.place .main[aria-disabled=true]{opacity:.6}.pay{margin-top:var(--s4)}.wide{padding:var(--s3) 0 0;scrollbar-width:thin;overflow-x:auto}.compared{font-size:14px}.compared caption{padding:0 var(--s4) var(--s3)!important}.compared th,.compared td{min-width:116px;padding:10px var(--s3);border-top:1px solid var(--line);text-align:start;vertical-align:top;overflow-wrap:anywhere}.compared th:first-child,.compared thead td{z-index:1;min-width:92px;background:var(--paper);color:var(--faint);padding-inline-start:var(--s4);font-weight:500;position:sticky;inset-inline-start:0}.compared thead th{font-weight:650}.compared .unknown{color:var(--faint)}.compared .fold td{padding-block:0}.compared .fold .icon{width:16px;height:16px;transition:transform var(--calm)}.compared .fold [aria-expanded=true] .icon{transform:rotate(180deg)}.compared .replies{flex-direction:column}.stars{margin-top:var(--s1);gap:2px;display:flex}.star{width:48px;height:48px;transition:transform var(--calm);background:0 0;border:0;border-radius:50%;place-items:center;padding:0;display:grid}.place .star{color:var(--faint)}.place .star .icon{stroke-width:1.5px;width:28px;height:28px}.place .star.full{color:#b97a00}.star.full .icon{fill:currentColor}.star:hover{transform:scale(1.08)}.form{gap:var(--s4);display:grid}.form h3{font-size:var(--t-large);font-weight:650;line-height:1.3}.field{gap:var(--s1);display:grid}.field label{font-size:14px;font-weight:550}.field label span{color:var(--faint);font-weight:400}.field input,.field select,.field textarea{width:100%;min-height:var(--touch);padding:10px var(--s3);border:1px solid color-mix(in srgb, var(--faint) 70%, var(--paper));background:var(--ground);border-radius:10px;font-size:16px!important}.field textarea{resize:vertical}.field [aria-invalid=true]{border-color:var(--out)}.fault{color:var(--out);font-size:var(--t-small)}", st = ".carousel{margin-inline:calc(-1 * var(--s4))}.rail{gap:var(--s3);padding:var(--s1) var(--s4) var(--s2);scroll-padding-inline:var(--s4);scroll-snap-type:x mandatory;overscroll-behavior-x:contain;scrollbar-width:none;display:flex;overflow-x:auto}.slide{scroll-snap-align:start;border-radius:16px;flex:none;width:min(264px,82%)}.slide:only-child{width:min(320px,100%)}.slide:focus-visible{outline-offset:2px}daogou-card{height:100%;display:block}.card{border:1px solid var(--line);background:var(--paper);height:100%;transition:box-shadow var(--calm), border-color var(--calm);border-radius:16px;flex-direction:column;display:flex;position:relative;overflow:hidden}.card:hover{border-color:color-mix(in srgb, var(--accent) 40%, var(--line));box-shadow:0 4px 18px #0a19141a}.card.refused .picture,.card.refused .inside{opacity:.5}.picture{aspect-ratio:16/10;background:var(--soft);display:block;overflow:hidden}.picture img,.drawn{object-fit:cover;width:100%;height:100%;transition:transform .4s cubic-bezier(.2,.7,.2,1);display:block}.card:hover .picture>*{transform:scale(1.03)}.drawn rect{fill:hsl(var(--hue) var(--tint))}.drawn g{fill:hsl(var(--hue) var(--tint-2))}.drawn text{fill:hsl(var(--hue) var(--tint-ink));letter-spacing:-.02em;text-anchor:middle;dominant-baseline:central;font-size:34px;font-weight:650}.tastes{top:var(--s2);gap:var(--s1);display:flex;position:absolute;inset-inline-end:var(--s2)}.taste{width:var(--touch);height:var(--touch);border:1px solid var(--line);background:color-mix(in srgb, var(--paper) 88%, transparent);transition:transform var(--calm), color var(--calm);border-radius:50%;place-items:center;padding:0;display:grid}.place .taste{color:var(--ink)}.taste:hover{transform:scale(1.06)}.place .taste[aria-pressed=true]{color:var(--out)}.taste.like[aria-pressed=true] .icon{fill:currentColor}.place .taste .icon{width:20px;height:20px}.inside{gap:var(--s2);padding:var(--s3) var(--s3) 0;flex-direction:column;flex:1;display:flex}.inside h3{overflow-wrap:anywhere;font-size:16px;font-weight:620;line-height:1.3}.place .inside h3 a{color:inherit;text-decoration:none}.inside h3 a:hover{text-decoration:underline}.price{align-items:baseline;gap:2px var(--s2);font-variant-numeric:tabular-nums;flex-wrap:wrap;display:flex}.price strong{font-size:var(--t-large);letter-spacing:-.01em;font-weight:680}.price del{color:var(--faint);font-size:14px}.stock{color:var(--accent);font-size:var(--t-small);margin-inline-start:auto;font-weight:550}.stock.few{color:var(--few)}.stock.out{color:var(--out)}.reason{color:var(--ink);gap:6px;font-size:13.5px;line-height:1.4;display:flex}.reason .icon{margin-top:1px;width:16px!important;height:16px!important;fill:var(--accent)!important;stroke:none!important}.facts{font-size:var(--t-small);gap:1px;display:grid}.facts div{gap:var(--s2);display:flex}.facts dt{color:var(--faint);flex:none}.facts dd{text-overflow:ellipsis;white-space:nowrap;overflow:hidden}.buttons{gap:var(--s1);padding:var(--s3);flex-wrap:wrap;display:flex;position:relative}.buttons .main{flex:1 0 100%}.plain{justify-content:center;align-items:center;gap:var(--s1);min-height:var(--touch);padding:0 var(--s2);transition:background var(--calm);background:0 0;border:1px solid #0000;border-radius:10px;flex:1;font-weight:550;display:flex;font-size:14px!important}.place .plain{color:var(--accent)}.plain:hover,.plain[aria-pressed=true],.plain[aria-expanded=true]{background:var(--soft)}.plain[aria-pressed=true]{border-color:var(--accent)}.square{width:var(--touch);flex:none;padding:0}.rest{z-index:1;inset-inline:var(--s2);padding:var(--s1);border:1px solid var(--line);background:var(--paper);box-shadow:var(--shadow);border-radius:12px;display:grid;position:absolute;bottom:62px}.rest .plain{padding-inline:var(--s3);text-align:start;justify-content:start}.steps{justify-content:center;align-items:center;gap:var(--s2);color:var(--faint);font-size:var(--t-small);font-variant-numeric:tabular-nums;display:flex}.step{width:var(--touch);height:var(--touch);transition:background var(--calm), opacity var(--calm);background:0 0;border:0;border-radius:50%;place-items:center;padding:0;display:grid}.step:hover{background:var(--soft)}.step[aria-disabled=true]{opacity:.35}";
// src/words/words.ts
function B(e, t) {
	return e.replace(/\{(\w+)\}/g, (e, n) => String(t[n] ?? e));
}
function ct(e, t) {
	for (let n of [...t, "en"]) {
		let t = n.toLowerCase().split("-")[0] ?? "", r = Object.entries(e).find(([e]) => e.endsWith(`/${t}.ts`))?.[1];
		if (r) return {
			language: n,
			words: r
		};
	}
	throw Error("en.ts is missing");
}
// src/net/waking.ts
var lt = [
	"online",
	"focus",
	"pageshow"
];
function ut(e) {
	let t = () => void (document.visibilityState === "visible" && e());
	for (let t of lt) addEventListener(t, e);
	return document.addEventListener("visibilitychange", t), () => {
		for (let t of lt) removeEventListener(t, e);
		document.removeEventListener("visibilitychange", t);
	};
}
function V(e) {
	return new Promise((t) => {
		let n = () => {
			clearTimeout(i), r(), t();
		}, r = ut(n), i = setTimeout(n, e);
	});
}
// src/net/health.ts
var dt = 1e3, ft = !1;
async function pt(e, t, n) {
	if (ft) return;
	ft = !0;
	let r = Date.now();
	for (;;) {
		let i = await e.health().catch(() => null);
		if (!i || i.status === "ok") break;
		n(mt(i, t, r)), await V(dt);
	}
	n(null), ft = !1;
}
function mt(e, t, n) {
	if (e.status === "degraded") return t.degraded;
	let r = (e) => Math.max(0, Math.round(Date.now() / 1e3 - e));
	if (!e.steps) return B(t.starting_plain, { seconds: r(n / 1e3) });
	let { step: i, of: a, what: o, since: s } = e.steps;
	return B(t.starting, {
		step: i,
		of: a,
		what: t.steps[o] ?? o,
		seconds: r(s)
	});
}
// src/net/listening.ts
var ht = 4e4, gt = 2e4, _t = 300, vt = 2e3, yt = 3e5, bt = 15e3, xt = 4e3, St = 3, Ct = class {
	#e = null;
	#t = 0;
	#n = null;
	#r = null;
	#i = 0;
	#a = !1;
	constructor(e, t) {
		this.gateway = e, this.hearer = t;
	}
	start(e) {
		this.#e = e, this.#a || (this.#a = !0, ut(() => {
			Date.now() - this.#i > gt && this.#r?.abort();
		}), this.#o());
	}
	goOn(e) {
		this.#e = e, this.#r?.abort();
	}
	async #o() {
		for (let e = _t;;) e = await this.#s() ? _t : Math.min(e * 2, vt), this.#t >= St && (e = await this.#u()), Date.now() - (this.#n ?? Date.now()) > yt && (e = bt), await V(e * (.8 + Math.random() * .2));
	}
	async #s() {
		let e = new AbortController();
		this.#r = e;
		let t = !1, n = setInterval(() => Date.now() - this.#i > ht && e.abort(), 5e3);
		this.#i = Date.now();
		try {
			for await (let n of this.gateway.happenings(this.#e, e.signal)) t = !0, this.#c(), n.id !== null && (this.#e = n.id), n.event && this.hearer.heard(n);
		} catch (t) {
			this.#l(t, e.signal.aborted);
		} finally {
			clearInterval(n);
		}
		return t;
	}
	#c() {
		this.#i = Date.now(), this.#t = 0, this.#n = null, this.hearer.reached(!0);
	}
	#l(e, t) {
		if (t) return;
		let n = e instanceof L ? e.status : e.status ?? 0;
		n && (this.#t += 1), n && n < 500 || (this.#n ??= Date.now(), this.hearer.reached(!1));
	}
	async #u() {
		try {
			this.#e = await this.hearer.look(), this.#n = null, this.hearer.reached(!0);
		} catch {
			this.#n ??= Date.now(), this.hearer.reached(!1);
		}
		return xt;
	}
}, wt = 1e4, Tt = "unsent", Et = class {
	#e;
	#t = !1;
	constructor(e, t, n) {
		this.gateway = e, this.kept = t, this.carrier = n, this.#e = t.read(Tt) ?? [];
	}
	get left() {
		return this.#e;
	}
	put(e) {
		this.#e.push(e), this.#a(), this.send();
	}
	clear() {
		this.#e.length = 0, this.#a();
	}
	async send() {
		if (this.#t) return;
		this.#t = !0;
		let e = 0;
		for (let t = this.#e[0]; t; t = this.#e[0]) {
			let n = await this.#n(t);
			e = n ? Math.min(Math.max(n.pause, e * 1.5), wt) : 0, n && await V(e);
		}
		this.#t = !1;
	}
	async #n(e) {
		try {
			await this.#r(e);
		} catch (t) {
			if (!(t instanceof I)) {
				let n = t instanceof L ? t : new L(1e3);
				return this.carrier.putOff(e, n), n;
			}
			return this.#i(e), this.carrier.refused(e, t), null;
		}
		return this.#i(e), this.carrier.answered(e), null;
	}
	async #r(e) {
		let t = !1;
		for await (let n of this.gateway.say(e.body, e.key)) this.carrier.came(e, n), t ||= n.event === "done";
		if (!t) throw new L(1e3);
	}
	#i(e) {
		let t = this.#e.indexOf(e);
		t >= 0 && this.#e.splice(t, 1), this.#a();
	}
	#a() {
		this.kept.keep(Tt, this.#e.length ? this.#e : null);
	}
};
function Dt() {
	return [...crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(16))].map((e) => e.toString(16).padStart(2, "0")).join("");
}
// src/talk.ts
var Ot = 1e3, kt = "draft", At = class {
	#e;
	#t;
	constructor(e, t, n, r) {
		this.gateway = e, this.store = t, this.kept = n, this.words = r, this.giveBack = () => void 0, this.#e = new Et(e, n, {
			came: (e, t) => this.#o(t, e),
			answered: (e) => this.#c(e),
			putOff: (e, t) => this.#l(e, t),
			refused: (e, t) => this.#u(e, t)
		}), this.#t = new Ct(e, {
			heard: (e) => this.#i(e),
			reached: (e) => this.#d(e),
			look: () => this.#n()
		});
	}
	async start() {
		for (let { key: e, body: t, title: n } of this.#e.left) this.store.happen({
			what: "written",
			pending: {
				key: e,
				body: t,
				title: n,
				turn: null,
				waiting: !0
			}
		});
		for (addEventListener("offline", () => this.#d(!1)), this.#p();;) try {
			this.#t.start(await this.#n());
			break;
		} catch {
			this.#d(!1), await V(Ot);
		}
		this.#d(!0), this.#e.send();
	}
	say(e, t) {
		let n = {
			key: Dt(),
			body: e,
			title: t
		};
		this.store.happen({
			what: "written",
			pending: {
				...n,
				turn: null,
				waiting: !1
			}
		}), this.#e.put(n);
	}
	async give(e, t) {
		let n = !1;
		for await (let r of this.gateway.give(e, t)) this.#o(r, null), n ||= r.event === "done";
		if (!n) throw new L(Ot);
	}
	async startAgain() {
		await this.gateway.startAgain(), this.#e.clear(), this.#f(null);
	}
	get draft() {
		return this.kept.read(kt) ?? "";
	}
	set draft(e) {
		this.kept.keep(kt, e || null);
	}
	async #n() {
		let [e, t] = await Promise.all([this.gateway.history(), this.gateway.person().catch(() => null)]);
		return this.#r(e, t), e.last ?? null;
	}
	#r(e, t) {
		this.store.happen({
			what: "history",
			history: e
		}), t && this.store.happen({
			what: "person",
			person: {
				state: t.state,
				name: t.name
			}
		});
	}
	#i({ event: e, data: t }) {
		let n = (/* @__PURE__ */ new Date()).toISOString();
		if (e === "message") this.#s(t, t.at ?? n);
		else if (e === "said") {
			let e = t;
			this.store.happen({
				what: "said",
				turn: e.turn,
				text: e.text,
				key: e.key ?? null,
				at: e.at ?? n
			});
		} else e === "typing" ? this.store.happen({
			what: "typing",
			on: t.on
		}) : e === "person" ? this.store.happen({
			what: "person",
			person: t
		}) : e === "again" ? this.store.happen({
			what: "again",
			turn: t.turn
		}) : e === "done" ? this.#a(t) : e === "reset" && this.#f(t.conversation ?? null);
	}
	#a({ turn: e, status: t }) {
		this.store.happen({
			what: "done",
			turn: e,
			status: t
		}), this.store.state.conversation === null && this.#n().catch(() => void 0);
	}
	#o({ event: e, id: t, data: n }, r) {
		let i = (/* @__PURE__ */ new Date()).toISOString();
		if (e === "message" && t) {
			let [e = 0, a = 0] = t.split(".").map(Number);
			r && this.store.happen({
				what: "bound",
				key: r.key,
				turn: e,
				conversation: null,
				at: i
			}), this.#s({
				turn: e,
				position: a,
				message: n
			}, i);
		} else if (e === "done") {
			let { turn: e, conversation: t } = n;
			r && this.store.happen({
				what: "bound",
				key: r.key,
				turn: e,
				conversation: t,
				at: i
			}), this.store.happen({
				what: "done",
				turn: e,
				status: "answered"
			});
		}
	}
	#s({ turn: e, position: t, message: n }, r) {
		e !== void 0 && t !== void 0 && n && this.store.happen({
			what: "message",
			turn: e,
			position: t,
			message: n,
			at: r
		});
	}
	#c(e) {
		this.store.happen({
			what: "answered",
			key: e.key
		}), this.store.happen({
			what: "notice",
			sentence: null
		}), this.#d(!0);
	}
	#l(e, t) {
		this.store.happen({
			what: "waiting",
			key: e.key,
			notice: t.message || null
		}), t.status ? this.#p() : this.#d(!1);
	}
	#u(e, t) {
		this.store.happen({
			what: "answered",
			key: e.key
		}), this.store.happen({
			what: "notice",
			sentence: t.message || this.words.failed
		}), "text" in e.body && this.giveBack(e.body.text);
	}
	#d(e) {
		let t = e ? "up" : navigator.onLine ? "unreachable" : "offline";
		e && this.store.state.line !== "up" && this.#e.send(), this.store.state.line !== t && this.store.happen({
			what: "line",
			line: t
		});
	}
	#f(e) {
		this.store.happen({
			what: "reset",
			conversation: e
		});
	}
	#p() {
		pt(this.gateway, this.words, (e) => this.store.happen({
			what: "progress",
			sentence: e
		}));
	}
}, jt = class {
	constructor(e, t, n) {
		this.language = e, this.words = t, this.shop = n;
	}
	money(e, t) {
		return this.#e(e, t, "symbol");
	}
	spokenMoney(e, t) {
		return this.#e(e, t, "name");
	}
	time(e) {
		return new Intl.DateTimeFormat(this.language, {
			hour: "numeric",
			minute: "2-digit"
		}).format(new Date(e));
	}
	day(e) {
		let t = new Date(e), n = Math.round((Mt(/* @__PURE__ */ new Date()) - Mt(t)) / 864e5);
		return n === 0 ? this.words.today : n === 1 ? this.words.yesterday : new Intl.DateTimeFormat(this.language, {
			weekday: "long",
			day: "numeric",
			month: "long"
		}).format(t);
	}
	stock(e) {
		return e.in_stock ? e.stock ? B(this.words.few_left, { count: e.stock }) : this.words.in_stock : this.words.sold_out;
	}
	address(e) {
		if (!e) return null;
		try {
			let t = new URL(e, `${this.shop}/`);
			return /^https?:$/.test(t.protocol) ? t : null;
		} catch {
			return null;
		}
	}
	#e(e, t, n) {
		if (t === null) return e;
		let r = n === "name" ? "stripIfInteger" : "auto";
		return new Intl.NumberFormat(this.language, {
			style: "currency",
			currency: t,
			currencyDisplay: n,
			trailingZeroDisplay: r
		}).format(Number(e));
	}
};
function Mt(e) {
	return new Date(e.getFullYear(), e.getMonth(), e.getDate()).getTime();
}
// node_modules/lit-html/directive.js
var H = {
	ATTRIBUTE: 1,
	CHILD: 2,
	PROPERTY: 3,
	BOOLEAN_ATTRIBUTE: 4,
	EVENT: 5,
	ELEMENT: 6
}, U = (e) => (...t) => ({
	_$litDirective$: e,
	values: t
}), W = class {
	constructor(e) {}
	get _$AU() {
		return this._$AM._$AU;
	}
	_$AT(e, t, n) {
		this._$Ct = e, this._$AM = t, this._$Ci = n;
	}
	_$AS(e, t) {
		return this.update(e, t);
	}
	update(e, t) {
		return this.render(...t);
	}
}, { I: Nt } = ke, Pt = (e) => e, Ft = (e) => e.strings === void 0, It = () => document.createComment(""), G = (e, t, n) => {
	let r = e._$AA.parentNode, i = t === void 0 ? e._$AB : t._$AA;
	if (n === void 0) n = new Nt(r.insertBefore(It(), i), r.insertBefore(It(), i), e, e.options);
	else {
		let t = n._$AB.nextSibling, a = n._$AM, o = a !== e;
		if (o) {
			let t;
			n._$AQ?.(e), n._$AM = e, n._$AP !== void 0 && (t = e._$AU) !== a._$AU && n._$AP(t);
		}
		if (t !== i || o) {
			let e = n._$AA;
			for (; e !== t;) {
				let t = Pt(e).nextSibling;
				Pt(r).insertBefore(e, i), e = t;
			}
		}
	}
	return n;
}, K = (e, t, n = e) => (e._$AI(t, n), e), Lt = {}, Rt = (e, t = Lt) => e._$AH = t, zt = (e) => e._$AH, Bt = (e) => {
	e._$AR(), e._$AA.remove();
}, Vt = (e, t, n) => {
	let r = /* @__PURE__ */ new Map();
	for (let i = t; i <= n; i++) r.set(e[i], i);
	return r;
}, Ht = U(class extends W {
	constructor(e) {
		if (super(e), e.type !== H.CHILD) throw Error("repeat() can only be used in text expressions");
	}
	dt(e, t, n) {
		let r;
		n === void 0 ? n = t : t !== void 0 && (r = t);
		let i = [], a = [], o = 0;
		for (let t of e) i[o] = r ? r(t, o) : o, a[o] = n(t, o), o++;
		return {
			values: a,
			keys: i
		};
	}
	render(e, t, n) {
		return this.dt(e, t, n).values;
	}
	update(e, [t, n, r]) {
		let i = zt(e), { values: a, keys: o } = this.dt(t, n, r);
		if (!Array.isArray(i)) return this.ut = o, a;
		let s = this.ut ??= [], c = [], l, u, d = 0, f = i.length - 1, p = 0, m = a.length - 1;
		for (; d <= f && p <= m;) if (i[d] === null) d++;
		else if (i[f] === null) f--;
		else if (s[d] === o[p]) c[p] = K(i[d], a[p]), d++, p++;
		else if (s[f] === o[m]) c[m] = K(i[f], a[m]), f--, m--;
		else if (s[d] === o[m]) c[m] = K(i[d], a[m]), G(e, c[m + 1], i[d]), d++, m--;
		else if (s[f] === o[p]) c[p] = K(i[f], a[p]), G(e, i[d], i[f]), f--, p++;
		else if (l === void 0 && (l = Vt(o, p, m), u = Vt(s, d, f)), l.has(s[d])) {
			if (l.has(s[f])) {
				let t = u.get(o[p]), n = t === void 0 ? null : i[t];
				if (n === null) {
					let t = G(e, i[d]);
					K(t, a[p]), c[p] = t;
				} else c[p] = K(n, a[p]), G(e, i[d], n), i[t] = null;
				p++;
			} else Bt(i[f]), f--;
		} else Bt(i[d]), d++;
		for (; p <= m;) {
			let t = G(e, c[m + 1]);
			K(t, a[p]), c[p++] = t;
		}
		for (; d <= f;) {
			let e = i[d++];
			e !== null && Bt(e);
		}
		return this.ut = o, Rt(e, c), k;
	}
}), Ut = {
	close: "M6 6l12 12M18 6L6 18",
	menu: "M5 12h.01M12 12h.01M19 12h.01",
	send: "M4.5 12L20 4.5 15.5 20l-4-6.5zM11.5 13.5L20 4.5",
	back: "M14.5 5.5L8 12l6.5 6.5",
	forth: "M9.5 5.5L16 12l-6.5 6.5",
	down: "M6 9.5l6 6 6-6",
	heart: "M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z",
	away: "M5 5l14 14M19.5 10.5c-.9 4.7-7.5 9.5-7.5 9.5s-7.5-4.6-7.5-10c0-1 .4-2 1-2.800M9 5.9A4.2 4.2 0 0 1 12 7.4a4.2 4.2 0 0 1 7.4 1.5",
	star: "M12 4l2.5 5.1 5.5.8-4 3.9 1 5.5-5-2.6-5 2.6 1-5.5-4-3.9 5.5-.8z",
	spark: "M12 4l1.800 5.2L19 11l-5.2 1.800L12 18l-1.800-5.2L5 11l5.2-1.800z",
	again: "M5 12a7 7 0 1 0 2.2-5.1M5 4.5v4h4",
	save: "M12 4v11M7.5 11l4.5 4.5L16.5 11M5 20h14",
	forget: "M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7",
	person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.6 3.800-5.5 7.5-5.5s6.7 1.9 7.5 5.5"
};
function q(e) {
	return D`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${Ut[e]}></path></svg>`;
}
// src/view/part.ts
var J = class extends F {
	createRenderRoot() {
		return this;
	}
};
function Y(e, t) {
	customElements.get(e) || customElements.define(e, t);
}
var Wt = 0;
function X() {
	return Wt += 1, `daogou-${Wt}`;
}
// src/view/composer.ts
var Gt = 132;
Y("daogou-composer", class extends J {
	static {
		this.properties = {
			scene: { attribute: !1 },
			text: { state: !0 }
		};
	}
	#e = X();
	constructor() {
		super(), this.text = "";
	}
	firstUpdated() {
		this.text = this.scene.talk.draft, this.scene.talk.giveBack = (e) => {
			this.text || this.#n(e);
		};
	}
	updated() {
		let e = this.#t;
		e && (e.value !== this.text && (e.value = this.text), e.style.height = "auto", e.style.height = `${Math.min(e.scrollHeight, Gt)}px`);
	}
	focus() {
		this.#t?.focus();
	}
	render() {
		let { words: e } = this.scene;
		return D`<form class="write" @submit=${this.#a}>
      <label class="unseen" for=${this.#e}>${e.write}</label>
      <textarea id=${this.#e} rows="1" placeholder=${e.hint} enterkeyhint="send" autocomplete="off" dir="auto" @input=${this.#r} @keydown=${this.#i}></textarea>
      <button type="submit" class="send" aria-label=${e.send} data-ready=${!!this.text.trim()}>${q("send")}</button>
    </form>`;
	}
	get #t() {
		return this.querySelector("textarea");
	}
	#n(e) {
		this.text = e, this.scene.talk.draft = e;
	}
	#r(e) {
		this.#n(e.target.value);
	}
	#i(e) {
		e.key !== "Enter" || e.shiftKey || e.isComposing || (e.preventDefault(), this.querySelector("form")?.requestSubmit());
	}
	#a(e) {
		e.preventDefault();
		let t = this.text.trim();
		this.focus(), t && (this.#n(""), this.scene.say(t));
	}
}), Y("daogou-menu", class extends J {
	static {
		this.properties = {
			scene: { attribute: !1 },
			shown: { state: !0 }
		};
	}
	#e = X();
	constructor() {
		super(), this.shown = "nothing", this.addEventListener("keydown", (e) => this.#a(e)), this.addEventListener("focusout", (e) => {
			e.relatedTarget && !this.contains(e.relatedTarget) && (this.shown = "nothing");
		});
	}
	render() {
		let e = this.shown !== "nothing";
		return D`<button type="button" class="round" aria-label=${this.scene.words.menu} aria-expanded=${e} aria-controls=${this.#e} @click=${() => this.#r(e ? "nothing" : "choices")}>
        ${q("menu")}
      </button>
      <div id=${this.#e} class="menu" ?hidden=${!e}>
        ${this.shown === "choices" ? this.#t() : this.shown === "question" ? this.#n() : A}
      </div>`;
	}
	#t() {
		let { words: e } = this.scene;
		return D`<button type="button" @click=${() => this.#r("question")}>${q("again")}${e.start_again}</button>
      <button type="button" @click=${this.#s}>${q("save")}${e.transcript}</button>
      <button type="button" @click=${this.#c}>${q("forget")}${e.forget}</button>`;
	}
	#n() {
		let { words: e } = this.scene;
		return D`<p id="${this.#e}-sure">${e.start_again_sure}</p>
      <button type="button" class="sure" aria-describedby="${this.#e}-sure" @click=${this.#o}>${e.yes}</button>
      <button type="button" @click=${() => this.#i()}>${e.no}</button>`;
	}
	#r(e) {
		this.shown = e, e !== "nothing" && this.updateComplete.then(() => this.querySelector(".menu button")?.focus());
	}
	#i() {
		this.shown = "nothing", this.querySelector(".round")?.focus();
	}
	#a(e) {
		e.key === "Escape" && this.shown !== "nothing" && (e.stopPropagation(), this.#i());
	}
	async #o() {
		this.#i(), await this.#l(this.scene.talk.startAgain());
	}
	async #s() {
		this.#i();
		let e = await this.#l(this.scene.talk.gateway.transcript());
		if (!e) return;
		let t = document.createElement("a");
		t.href = URL.createObjectURL(e), t.download = this.scene.words.transcript_file, t.click(), setTimeout(() => URL.revokeObjectURL(t.href), 1e3);
	}
	#c() {
		this.#i(), this.scene.say(this.scene.words.forget_sentence);
	}
	async #l(e) {
		try {
			return await e;
		} catch (e) {
			let t = e instanceof Error && e.message ? e.message : this.scene.words.not_now;
			return this.scene.store.happen({
				what: "notice",
				sentence: t
			}), null;
		}
	}
});
// src/view/scene.ts
var Kt = class {
	#e = null;
	constructor(e, t, n) {
		this.part = e, this.store = t, this.look = n, this.value = n(t.state), e.addController(this);
	}
	hostConnected() {
		this.#t(), this.#e = this.store.listen(() => this.#t());
	}
	hostDisconnected() {
		this.#e?.();
	}
	#t() {
		let e = this.look(this.store.state);
		e !== this.value && (this.value = e, this.part.requestUpdate());
	}
}, qt = 48, Jt = 12, Yt = class {
	#e = !0;
	#t = 0;
	constructor(e, t) {
		this.scroller = e, this.told = t, e.addEventListener("scroll", () => this.#n(), { passive: !0 });
	}
	get follows() {
		return this.#e;
	}
	follow(e) {
		this.#r(!0);
		let { scroller: t } = this, n = t.scrollHeight - t.clientHeight, r = e ? e.getBoundingClientRect().top - t.getBoundingClientRect().top + t.scrollTop - Jt : n;
		this.#t = Math.min(n, Math.max(0, r)), t.scrollTop = this.#t;
	}
	#n() {
		let { scrollTop: e, scrollHeight: t, clientHeight: n } = this.scroller, r = t - n - e < qt;
		this.#r(r || Math.abs(e - this.#t) < 2);
	}
	#r(e) {
		e !== this.#e && (this.#e = e, this.told(e));
	}
};
// src/view/text.ts
function Xt(e, { words: t }) {
	let n = e.nodes ?? [];
	return D`<div class="bubble shop">
    <span class="unseen">${t.shop}:</span>${n.length ? n.map($t) : e.text}
  </div>`;
}
function Zt(e, { words: t }, n = A) {
	return D`<div class="mine">
    <div class="bubble shopper"><span class="unseen">${t.you}:</span>${e}</div>
    ${n}
  </div>`;
}
function Qt(e, t) {
	return D`<div class="person">
    <span class="face">${q("person")}</span>
    <div class="bubble shop"><strong class="name">${e.name}</strong>${e.text}</div>
    ${t}
  </div>`;
}
function $t(e) {
	return e.kind === "list" ? D`<ul>${e.items.map((e) => D`<li>${e.map(en)}</li>`)}</ul>` : en(e);
}
function en(e) {
	switch (e.kind) {
		case "text": return D`${e.text}`;
		case "bold": return D`<strong>${e.text}</strong>`;
		case "link": return /^https?:\/\//i.test(e.url) ? D`<a href=${e.url} target="_blank" rel="noopener noreferrer">${e.text}</a>` : D`${e.text}`;
		default: return A;
	}
}
// node_modules/lit-html/async-directive.js
var Z = (e, t) => {
	let n = e._$AN;
	if (n === void 0) return !1;
	for (let e of n) e._$AO?.(t, !1), Z(e, t);
	return !0;
}, Q = (e) => {
	let t, n;
	do {
		if ((t = e._$AM) === void 0) break;
		n = t._$AN, n.delete(e), e = t;
	} while (n?.size === 0);
}, tn = (e) => {
	for (let t; t = e._$AM; e = t) {
		let n = t._$AN;
		if (n === void 0) t._$AN = n = /* @__PURE__ */ new Set();
		else if (n.has(e)) break;
		n.add(e), an(t);
	}
};
function nn(e) {
	this._$AN === void 0 ? this._$AM = e : (Q(this), this._$AM = e, tn(this));
}
function rn(e, t = !1, n = 0) {
	let r = this._$AH, i = this._$AN;
	if (i !== void 0 && i.size !== 0) {
		if (t) {
			if (Array.isArray(r)) for (let e = n; e < r.length; e++) Z(r[e], !1), Q(r[e]);
			else r != null && (Z(r, !1), Q(r));
		} else Z(this, e);
	}
}
var an = (e) => {
	e.type == H.CHILD && (e._$AP ??= rn, e._$AQ ??= nn);
}, on = class extends W {
	constructor() {
		super(...arguments), this._$AN = void 0;
	}
	_$AT(e, t, n) {
		super._$AT(e, t, n), tn(this), this.isConnected = e._$AU;
	}
	_$AO(e, t = !0) {
		e !== this.isConnected && (this.isConnected = e, e ? this.reconnected?.() : this.disconnected?.()), t && (Z(this, e), Q(this));
	}
	setValue(e) {
		if (Ft(this._$Ct)) this._$Ct._$AI(e, this);
		else {
			let t = [...this._$Ct._$AH];
			t[this._$Ci] = e, this._$Ct._$AI(t, this, 0);
		}
	}
	disconnected() {}
	reconnected() {}
}, sn = () => new cn(), cn = class {}, $ = /* @__PURE__ */ new WeakMap(), ln = U(class extends on {
	render(e) {
		return A;
	}
	update(e, [t]) {
		let n = t !== this.G;
		return n && this.rt(void 0), (n || this.lt !== this.ct) && (this.G = t, this.ht = e.options?.host, this.rt(this.ct = e.element)), A;
	}
	rt(e) {
		if (this.G !== void 0) {
			if (this.isConnected || (e = void 0), typeof this.G == "function") {
				let t = this.ht ?? globalThis, n = $.get(t);
				n === void 0 && (n = /* @__PURE__ */ new WeakMap(), $.set(t, n)), n.get(this.G) !== void 0 && this.G.call(this.ht, void 0), n.set(this.G, e), e !== void 0 && this.G.call(this.ht, e);
			} else this.G.value = e;
		}
	}
	get lt() {
		return typeof this.G == "function" ? $.get(this.ht ?? globalThis)?.get(this.G) : this.G?.value;
	}
	disconnected() {
		this.lt === this.ct && this.rt(void 0);
	}
	reconnected() {
		this.rt(this.ct);
	}
}), un = "important", dn = " !" + un, fn = U(class extends W {
	constructor(e) {
		if (super(e), e.type !== H.ATTRIBUTE || e.name !== "style" || e.strings?.length > 2) throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.");
	}
	render(e) {
		return Object.keys(e).reduce((t, n) => {
			let r = e[n];
			return r == null ? t : t + `${n = n.includes("-") ? n : n.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g, "-$&").toLowerCase()}:${r};`;
		}, "");
	}
	update(e, [t]) {
		let { style: n } = e.element;
		if (this.ft === void 0) return this.ft = new Set(Object.keys(t)), this.render(t);
		for (let e of this.ft) t[e] ?? (this.ft.delete(e), e.includes("-") ? n.removeProperty(e) : n[e] = null);
		for (let e in t) {
			let r = t[e];
			if (r != null) {
				this.ft.add(e);
				let t = typeof r == "string" && r.endsWith(dn);
				e.includes("-") || t ? n.setProperty(e, t ? r.slice(0, -11) : r, t ? un : "") : n[e] = r;
			}
		}
		return k;
	}
}), pn = [
	O`<circle cx="124" cy="26" r="46"></circle><circle cx="22" cy="92" r="34"></circle>`,
	O`<path d="M0 78Q40 52 80 72T160 60V112H0z"></path><circle cx="128" cy="28" r="16"></circle>`,
	O`<path d="M0 112L52 46l36 40 24-24 48 50z"></path><circle cx="38" cy="26" r="12"></circle>`,
	O`<path d="M160 0v112A112 112 0 0 1 48 0z"></path><circle cx="26" cy="88" r="20"></circle>`
];
function mn(e) {
	let t = [...e].reduce((e, t) => (e * 31 + (t.codePointAt(0) ?? 0)) % 100003, 7);
	return D`<svg
    class="drawn"
    viewBox="0 0 160 112"
    preserveAspectRatio="xMidYMid slice"
    aria-hidden="true"
    style=${fn({ "--hue": String(hn[t % hn.length]) })}
  >
    <rect width="160" height="112"></rect>
    <g>${pn[Math.floor(t / hn.length) % pn.length]}</g>
    <text x="80" y="58">${gn(e)}</text>
  </svg>`;
}
var hn = [
	158,
	196,
	222,
	262,
	322,
	12,
	34,
	92
];
function gn(e) {
	let t = e.split(/[\s\-–,]+/u).filter((e) => /^[\p{L}\p{N}]/u.test(e)), n = [...t[0] ?? e][0] ?? "";
	return /\p{Script=Han}/u.test(n) ? n : (n + ([...t[1] ?? ""][0] ?? "")).toUpperCase();
}
// src/view/card.ts
var _n = 3, vn = class extends J {
	static {
		this.properties = {
			card: { attribute: !1 },
			turn: { attribute: !1 },
			rank: { attribute: !1 },
			scene: { attribute: !1 },
			current: { attribute: !1 },
			taste: { state: !0 },
			more: { state: !0 },
			broken: { state: !0 }
		};
	}
	#e = X();
	#t = null;
	willUpdate(e) {
		e.has("scene") && (this.#t = new Kt(this, this.scene.store, ({ compare: e }) => e.some((e) => e.itemId === this.card.item_id)));
	}
	firstUpdated() {
		this.scene.sight.watch(this, () => {
			let e = this.#h();
			e && this.scene.deeds.seen(this.card, e);
		});
	}
	disconnectedCallback() {
		super.disconnectedCallback(), this.scene.sight.leave(this);
	}
	render() {
		let { card: e, scene: t } = this;
		return D`<article class=${this.taste === "dislike" ? "card refused" : "card"}>
      ${this.#n()} ${this.#o()}
      <div class="inside">
        <h3>${this.#r()}</h3>
        ${e.price === null ? A : this.#i(e.price)}
        ${e.reason ? D`<p class="reason" title=${t.words.why}>${q("spark")}<span>${e.reason}</span></p>` : A}
        ${this.#a()}
      </div>
      ${this.#s()}
    </article>`;
	}
	#n() {
		let e = this.broken ? null : this.scene.format.address(this.card.image), t = e ? D`<img src=${e.href} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" @error=${() => this.broken = !0} />` : mn(this.card.name), n = this.scene.format.address(this.card.url);
		return n ? D`<a class="picture" tabindex="-1" aria-hidden="true" href=${n.href} target=${yn(n)} rel="noopener" @click=${() => this.#m("select_item")}>${t}</a>` : D`<div class="picture">${t}</div>`;
	}
	#r() {
		let e = this.scene.format.address(this.card.url);
		return e ? D`<a href=${e.href} target=${yn(e)} rel="noopener" tabindex=${this.#l} @click=${() => this.#m("select_item")}>${this.card.name}</a>` : D`${this.card.name}`;
	}
	#i(e) {
		let { card: t, scene: n } = this, { format: r, words: i } = n, a = t.in_stock ? t.stock ? "few" : "" : "out";
		return D`<p class="price">
      <strong>${r.money(e, t.currency)}</strong>
      ${t.old_price ? D`<del><span class="unseen">${B(i.old_price, { price: "" })}</span>${r.money(t.old_price, t.currency)}</del>` : A}
      <span class="stock ${a}">${r.stock(t)}</span>
    </p>`;
	}
	#a() {
		let e = Object.entries(this.card.attributes).slice(0, _n);
		return e.length ? D`<dl class="facts">
      ${e.map(([e, t]) => D`<div><dt>${e}</dt><dd>${String(t)}</dd></div>`)}
    </dl>` : A;
	}
	#o() {
		let { words: e } = this.scene, t = (t, n) => D`<button
      type="button"
      class="taste ${t}"
      tabindex=${this.#l}
      aria-pressed=${this.taste === t}
      aria-label=${B(e[t], { name: this.card.name })}
      @click=${() => this.#f(t)}
    >
      ${q(n)}
    </button>`;
		return D`<div class="tastes">${t("like", "heart")}${t("dislike", "away")}</div>`;
	}
	#s() {
		let { card: e, scene: t } = this, n = e.price !== null && e.in_stock ? e.actions[0] : void 0, [r, ...i] = n ? e.actions.slice(1) : e.actions, { words: a } = t, o = this.#t?.value ?? !1;
		return D`<div class="buttons">
      ${n ? this.#c(n, "main", () => this.#m("add_to_cart")) : A}
      ${r ? this.#c(r, "plain", () => this.#m("select_item")) : A}
      <button type="button" class="plain" tabindex=${this.#l} aria-pressed=${o} aria-label=${B(a.compare_about, { name: e.name })} @click=${() => this.#p()}>
        ${a.compare}
      </button>
      ${i.length ? D`<button type="button" class="plain square" tabindex=${this.#l} aria-label=${B(a.more, { name: e.name })} aria-expanded=${!!this.more} aria-controls=${this.#e} @click=${() => this.#u(!this.more)}>
              ${q("menu")}
            </button>
            <div id=${this.#e} class="rest" ?hidden=${!this.more} @keydown=${this.#d}>
              ${i.map((e) => this.#c(e, "plain", () => this.#u(!1)))}
            </div>` : A}
    </div>`;
	}
	#c(e, t, n) {
		return D`<button
      type="button"
      class=${t}
      tabindex=${this.#l}
      aria-label="${e.title}: ${this.card.name}"
      @click=${() => {
			n(), this.scene.choose(e);
		}}
    >
      ${e.title}
    </button>`;
	}
	get #l() {
		return this.current ? "0" : "-1";
	}
	#u(e) {
		this.more = e, e && this.updateComplete.then(() => this.querySelector(".rest button")?.focus());
	}
	#d(e) {
		e.key === "Escape" && (e.stopPropagation(), this.#u(!1), this.querySelector("[aria-expanded]")?.focus());
	}
	#f(e) {
		this.taste !== e && (this.taste = e, this.#m(`daogou_${e}`));
	}
	#p() {
		this.scene.store.happen({
			what: "compare",
			product: {
				itemId: this.card.item_id,
				name: this.card.name
			}
		});
	}
	#m(e) {
		let t = this.#h();
		t && this.scene.deeds.done(e, this.card, t);
	}
	#h() {
		let { conversation: e } = this.scene.store.state;
		return e === null ? null : {
			conversation: e,
			turn: this.turn,
			rank: this.rank
		};
	}
};
function yn(e) {
	return e.origin === location.origin ? "_self" : "_blank";
}
Y("daogou-card", vn);
// src/view/spoken.ts
function bn(e, t, n) {
	switch (e.type) {
		case "text":
		case "rating": return `${t.shop}: ${e.text}`;
		case "person": return `${e.name}: ${e.text}`;
		case "notice": return e.text;
		case "cards": return e.cards.map((r, i) => xn(r, i, e.cards.length, t, n)).join(". ");
		case "replies": return `${t.replies}: ${e.replies.map((e) => e.title).join(", ")}`;
		case "table": return e.caption;
		case "form": return e.title;
		case "cart": return e.lines.length ? `${t.cart}, ${t.total}: ${n.spokenMoney(e.total, e.currency)}` : t.cart_empty;
		case "order": return `${B(t.order, { number: e.number })}, ${t.status[e.status]}, ${t.total}: ${n.spokenMoney(e.total, e.currency)}`;
		default: return null;
	}
}
function xn(e, t, n, r, i) {
	let a = [B(r.place, {
		place: t + 1,
		count: n,
		name: e.name
	})];
	return e.price !== null && (a.push(i.spokenMoney(e.price, e.currency)), e.old_price && a.push(B(r.old_price, { price: i.spokenMoney(e.old_price, e.currency) })), a.push(i.stock(e))), a.join(", ");
}
Y("daogou-carousel", class extends J {
	static {
		this.properties = {
			message: { attribute: !1 },
			turn: { attribute: !1 },
			scene: { attribute: !1 },
			current: { state: !0 }
		};
	}
	#e = sn();
	constructor() {
		super(), this.current = 0;
	}
	render() {
		let { cards: e } = this.message, { words: t, format: n } = this.scene, r = e.length;
		return D`<section class="carousel" role="group" aria-roledescription=${t.carousel} aria-label=${B(t.products, { count: r })} @keydown=${this.#t}>
      <div class="rail" ${ln(this.#e)} @scrollend=${this.#r}>
        ${e.map((e, i) => D`<div
            class="slide"
            role="group"
            aria-roledescription=${t.slide}
            aria-label=${xn(e, i, r, t, n)}
            tabindex=${i === this.current ? 0 : -1}
            @focusin=${() => this.current = i}
          >
            <daogou-card .card=${e} .turn=${this.turn} .rank=${i + 1} .scene=${this.scene} .current=${i === this.current}></daogou-card>
          </div>`)}
      </div>
      ${r > 1 ? D`<div class="steps">
            <button type="button" class="step" aria-label=${t.previous} aria-disabled=${this.current === 0} @click=${() => this.#n(this.current - 1, !1)}>${q("back")}</button>
            <span aria-hidden="true">${this.current + 1} / ${r}</span>
            <button type="button" class="step" aria-label=${t.next} aria-disabled=${this.current === r - 1} @click=${() => this.#n(this.current + 1, !1)}>${q("forth")}</button>
          </div>` : A}
    </section>`;
	}
	#t(e) {
		let t = getComputedStyle(this).direction === "rtl", n = {
			ArrowRight: this.current + (t ? -1 : 1),
			ArrowLeft: this.current + (t ? 1 : -1),
			Home: 0,
			End: this.message.cards.length - 1
		}[e.key];
		n === void 0 || e.altKey || e.ctrlKey || e.metaKey || (e.preventDefault(), this.#n(n, !e.target.closest(".step")));
	}
	#n(e, t) {
		let n = Math.max(0, Math.min(e, this.message.cards.length - 1)), r = this.#e.value, i = r?.children[n], a = r?.children[0];
		if (!r || !i || !a) return;
		let o = matchMedia("(prefers-reduced-motion: reduce)").matches;
		this.current = n, t && i.focus({ preventScroll: !0 }), r.scrollTo({
			left: i.offsetLeft - a.offsetLeft,
			behavior: o ? "auto" : "smooth"
		});
	}
	#r() {
		let e = this.#e.value;
		if (!e || e.matches(":focus-within")) return;
		let t = e.getBoundingClientRect(), n = (e) => {
			let { left: n, right: r } = e.getBoundingClientRect();
			return n >= t.left - 4 && r <= t.right + 4;
		}, r = [...e.children], i = r[this.current];
		if (i && n(i)) return;
		let a = r.findIndex(n);
		a >= 0 && (this.current = a);
	}
});
// node_modules/lit-html/directives/live.js
var Sn = U(class extends W {
	constructor(e) {
		if (super(e), e.type !== H.PROPERTY && e.type !== H.ATTRIBUTE && e.type !== H.BOOLEAN_ATTRIBUTE) throw Error("The `live` directive is not allowed on child or event bindings");
		if (!Ft(e)) throw Error("`live` bindings can only contain a single expression");
	}
	render(e) {
		return e;
	}
	update(e, [t]) {
		if (t === k || t === A) return t;
		let n = e.element, r = e.name;
		if (e.type === H.PROPERTY) {
			if (t === n[r]) return k;
		} else if (e.type === H.BOOLEAN_ATTRIBUTE) {
			if (!!t === n.hasAttribute(r)) return k;
		} else if (e.type === H.ATTRIBUTE && n.getAttribute(r) === t + "") return k;
		return Rt(e), t;
	}
}), Cn = 800;
Y("daogou-form", class extends J {
	static {
		this.properties = {
			message: { attribute: !1 },
			place: { attribute: !1 },
			folded: { attribute: !1 },
			scene: { attribute: !1 },
			opened: { state: !0 },
			faults: { state: !0 },
			told: { state: !0 },
			busy: { state: !0 }
		};
	}
	#e = X();
	#t = /* @__PURE__ */ new Map();
	#n = Dt();
	#r = 0;
	#i = !1;
	#a = Promise.resolve();
	constructor() {
		super(), this.faults = {}, this.told = "";
	}
	render() {
		let { message: e, scene: t } = this;
		return this.folded && !this.opened ? D`<button type="button" class="reply" @click=${() => this.opened = !0}>
        ${B(t.words.form_folded, { title: e.title })}
      </button>` : (this.#i || this.#c(), D`<form class="box form" novalidate aria-labelledby=${this.#e} @submit=${this.#f}>
      <h3 id=${this.#e}>${e.title}</h3>
      ${e.fields.map((e) => this.#o(e))}
      ${this.told ? D`<p class="fault">${this.told}</p>` : A}
      <button type="submit" class="main" aria-disabled=${!!this.busy}>${e.submit}</button>
    </form>`);
	}
	#o(e) {
		let t = `${this.#e}-${e.name}`, n = this.faults[e.name] ?? "";
		return D`<div class="field">
      <label for=${t}>${e.label}${e.required ? A : D` <span>${this.scene.words.optional}</span>`}</label>
      ${this.#s(e, t, n)}
      <p id="${t}-fault" class="fault" ?hidden=${!n}>${n}</p>
    </div>`;
	}
	#s(e, t, n) {
		let r = this.#t.get(e.name) ?? "", i = (t) => this.#l(e.name, t.target.value), a = n ? "true" : "false";
		return e.type === "select" ? D`<select id=${t} name=${e.name} autocomplete=${e.autocomplete} ?required=${e.required} aria-invalid=${a} aria-describedby="${t}-fault" @change=${i}>
        <option value="" ?selected=${!r}>${this.scene.words.choose}</option>
        ${e.choices.map((e) => D`<option value=${e.value} ?selected=${e.value === r}>${e.label}</option>`)}
      </select>` : e.type === "textarea" ? D`<textarea id=${t} name=${e.name} rows="3" maxlength=${e.longest} autocomplete=${e.autocomplete} ?required=${e.required} aria-invalid=${a} aria-describedby="${t}-fault" .value=${Sn(r)} @input=${i}></textarea>` : D`<input id=${t} name=${e.name} type=${e.type} maxlength=${e.longest} autocomplete=${e.autocomplete} ?required=${e.required} aria-invalid=${a} aria-describedby="${t}-fault" .value=${Sn(r)} @input=${i} />`;
	}
	async #c() {
		this.#i = !0;
		try {
			let e = await this.scene.talk.gateway.form(this.message.form);
			for (let { name: t, value: n } of e.fields) n && !this.#t.has(t) && this.#t.set(t, n);
			this.requestUpdate();
		} catch (e) {
			e instanceof I && (this.told = e.message);
		}
	}
	#l(e, t) {
		this.#t.set(e, t), this.#n = Dt(), this.faults[e] && (this.faults = {
			...this.faults,
			[e]: ""
		}), clearTimeout(this.#r), this.#r = window.setTimeout(() => {
			this.#a = this.#a.then(() => this.scene.talk.gateway.keepForm(this.#u())).catch(() => void 0);
		}, Cn);
	}
	#u() {
		let e = Object.fromEntries(this.message.fields.map(({ name: e }) => [e, this.#t.get(e) ?? ""]));
		return {
			form: this.message.form,
			values: e,
			done: !0
		};
	}
	#d() {
		for (let e of this.querySelectorAll("[name]")) this.#t.set(e.name, e.value);
	}
	async #f(e) {
		if (e.preventDefault(), !this.busy) {
			this.busy = !0, clearTimeout(this.#r), this.#d(), await this.#a;
			try {
				await this.scene.talk.give(this.#u(), this.#n), this.scene.store.happen({
					what: "given",
					place: this.place
				});
			} catch (e) {
				await this.#p(e);
			} finally {
				this.busy = !1;
			}
		}
	}
	async #p(e) {
		if (!(e instanceof I || e instanceof L)) throw e;
		this.told = e.message || this.scene.words.unreachable, this.faults = e instanceof I ? e.fields : {}, this.scene.announce([this.told, ...Object.values(this.faults)].join(" ")), await this.updateComplete, this.querySelector("[aria-invalid=\"true\"]")?.focus();
	}
});
// src/view/lines.ts
function wn(e, t) {
	let { words: n } = t;
	return e.lines.length ? D`<div class="box">${En(e, n.cart, A, t)}</div>` : D`<div class="bubble shop"><span class="unseen">${n.shop}:</span>${n.cart_empty}</div>`;
}
function Tn(e, t) {
	let { words: n, format: r } = t, i = e.delivery_price === null ? n.agreed_later : r.money(e.delivery_price, e.currency), a = D`<tr class="delivery"><td>${e.delivery}</td><td>${i}</td></tr>`, o = e.pay_url && /^https:\/\//i.test(e.pay_url) ? e.pay_url : null;
	return D`<div class="box">
    <p class="badge ${e.status}">${n.status[e.status]}</p>
    ${En(e, B(n.order, { number: e.number }), a, t)}
    ${o ? D`<a class="pay" href=${o} target="_blank" rel="noopener noreferrer">${n.pay}</a>` : A}
  </div>`;
}
function En(e, t, n, { words: r, format: i }) {
	return D`<table class="sheet">
    <caption>${t}</caption>
    <thead class="unseen"><tr><th scope="col">${r.product}</th><th scope="col">${r.price}</th></tr></thead>
    <tbody>${e.lines.map((t) => D`<tr>
    <td>
      ${t.name}
      <small>${B(r.times, {
		count: t.quantity,
		price: i.money(t.price, e.currency)
	})}</small>
    </td>
    <td>${i.money(t.total, e.currency)}</td>
  </tr>`)}${n}</tbody>
    <tfoot><tr><th scope="row">${r.total}</th><td>${i.money(e.total, e.currency)}</td></tr></tfoot>
  </table>`;
}
Y("daogou-rating", class extends J {
	static {
		this.properties = {
			message: { attribute: !1 },
			scene: { attribute: !1 },
			chosen: { state: !0 },
			aimed: { state: !0 }
		};
	}
	constructor() {
		super(), this.chosen = 0, this.aimed = 0;
	}
	render() {
		let e = this.aimed || this.chosen;
		return D`<div class="bubble shop"><span class="unseen">${this.scene.words.shop}:</span>${this.message.text}</div>
      <div class="stars" role="group" aria-label=${this.message.text} @pointerleave=${() => this.aimed = 0}>
        ${this.message.stars.map((t, n) => {
			let r = n + 1;
			return D`<button
            type="button"
            class=${r <= e ? "star full" : "star"}
            aria-label=${t.title}
            aria-pressed=${this.chosen === r}
            @pointerenter=${() => this.aimed = r}
            @click=${() => {
				this.chosen = r, this.scene.choose(t);
			}}
          >
            ${q("star")}
          </button>`;
		})}
      </div>`;
	}
});
// src/view/replies.ts
function Dn(e, t, n, r = "") {
	return D`<ul class="replies" aria-label=${n}>
    ${e.map((e) => D`<li>
        <button type="button" class="reply" aria-label=${r ? `${e.title}: ${r}` : e.title} @click=${() => t.choose(e)}>
          ${e.title}
        </button>
      </li>`)}
  </ul>`;
}
Y("daogou-table", class extends J {
	static {
		this.properties = {
			message: { attribute: !1 },
			scene: { attribute: !1 },
			unfolded: { state: !0 }
		};
	}
	#e = X();
	render() {
		let { message: e, scene: t } = this, n = e.rows.filter((e) => !e.differs);
		return D`<div class="box wide" role="region" aria-labelledby=${this.#e} tabindex="0">
      <table class="compared">
        <caption id=${this.#e}>${e.caption}</caption>
        <thead><tr><td></td>${e.columns.map((e) => D`<th scope="col">${e.name}</th>`)}</tr></thead>
        <tbody>
          ${e.rows.filter((e) => e.differs).map((e) => this.#t(e))}
          ${n.length ? this.#n(n) : A}
          ${e.columns.some((e) => e.actions.length) ? this.#r() : A}
        </tbody>
      </table>
    </div>`;
	}
	#t(e) {
		let t = e.values.map((e) => D`<td class=${e === null ? "unknown" : ""}>${e ?? this.scene.words.not_given}</td>`);
		return D`<tr><th scope="row">${e.label}</th>${t}</tr>`;
	}
	#n(e) {
		let t = !!this.unfolded;
		return D`<tr class="fold">
        <td colspan=${this.message.columns.length + 1}>
          <button type="button" class="plain" aria-expanded=${t} @click=${() => this.unfolded = !t}>
            ${B(this.scene.words.alike, { count: e.length })}${q("down")}
          </button>
        </td>
      </tr>
      ${t ? e.map((e) => this.#t(e)) : A}`;
	}
	#r() {
		let { words: e } = this.scene;
		return D`<tr>
      <td></td>
      ${this.message.columns.map((t) => D`<td>${Dn(t.actions, this.scene, e.replies, t.name)}</td>`)}
    </tr>`;
	}
}), Y("daogou-turn", class extends J {
	static {
		this.properties = {
			turn: { attribute: !1 },
			last: { attribute: !1 },
			scene: { attribute: !1 }
		};
	}
	#e = null;
	willUpdate() {
		!this.#e && this.turn.entries.some((e) => e.message.type === "form") && (this.#e = new Kt(this, this.scene.store, (e) => e.given));
	}
	render() {
		let { said: e, entries: t } = this.turn;
		return D`${e === null ? A : Zt(e, this.scene, this.#t())}
    ${Ht(t, (e) => e.position, (e) => D`<div class=${e.live ? "entry new" : "entry"}>${this.#n(e)}</div>`)}`;
	}
	#t() {
		let { at: e } = this.turn;
		return e ? D`<time datetime=${e}>${this.scene.format.time(e)}</time>` : A;
	}
	#n({ message: e, position: t, live: n, at: r }) {
		let { scene: i, turn: a } = this;
		switch (e.type) {
			case "text": return Xt(e, i);
			case "person": return Qt(e, r ? D`<time datetime=${r}>${i.format.time(r)}</time>` : A);
			case "notice": return D`<p class="aside">${e.text}</p>`;
			case "cards": return D`<daogou-carousel .message=${e} .turn=${a.turn} .scene=${i}></daogou-carousel>`;
			case "replies": return Dn(e.replies, i, i.words.replies);
			case "cart": return wn(e, i);
			case "order": return Tn(e, i);
			case "table": return D`<daogou-table .message=${e} .scene=${i}></daogou-table>`;
			case "rating": return D`<daogou-rating .message=${e} .scene=${i}></daogou-rating>`;
			case "form": {
				let r = `${a.turn}.${t}`;
				return this.#e?.value.has(r) ? A : D`<daogou-form .message=${e} .place=${r} .folded=${!this.last && !n} .scene=${i}></daogou-form>`;
			}
			default: return A;
		}
	}
});
// src/view/panel.ts
var On = "(max-width: 519px)", kn = "a[href]:not([tabindex=\"-1\"]),button:not([tabindex=\"-1\"]),textarea,input,select,[tabindex=\"0\"]", An = class extends J {
	static {
		this.properties = {
			scene: { attribute: !1 },
			behind: { state: !0 }
		};
	}
	#e = X();
	#t = null;
	#n = null;
	#r = null;
	willUpdate() {
		this.#t ??= new Kt(this, this.scene.store, (e) => e);
	}
	firstUpdated() {
		let e = this.querySelector(".log");
		e && (this.#n = new Yt(e, (e) => this.behind &&= !e));
	}
	updated() {
		let e = this.scene.store.state, t = this.#r;
		this.#r = e, t && e.turns === t.turns && e.pending === t.pending && e.typing === t.typing || this.#f(e, t);
	}
	focus() {
		matchMedia("(pointer: coarse)").matches ? this.querySelector(".panel")?.focus({ preventScroll: !0 }) : this.querySelector("daogou-composer")?.focus(), this.#n?.follow(this.#p());
	}
	render() {
		let { scene: e } = this, t = this.#t?.value ?? e.store.state;
		return D`<div class="panel" part="panel" role="dialog" aria-modal=${matchMedia(On).matches} aria-labelledby=${this.#e} tabindex="-1" dir=${e.words.direction} @keydown=${this.#h}>
      ${this.#i(t)}
      <div class="log" role="region" aria-label=${e.words.log} tabindex="0">
        ${t.turns.length || !t.ready ? A : D`<div class="entry"><div class="bubble shop">${e.welcome}</div></div>`}
        ${Ht(this.#a(t.turns), ([e]) => e, ([, e]) => e)}
        ${t.pending.filter((e) => e.turn === null).map((e) => this.#o(e.title, e.waiting))}
        ${this.#s(t) ? D`<div class="typing"><span class="unseen">${e.words.typing}</span><i></i><i></i><i></i></div>` : A}
      </div>
      <div class="foot">
        ${this.behind ? D`<button type="button" class="newest" @click=${this.#m}>${q("down")}${e.words.newest}</button>` : A}
        ${this.#c(t)} ${this.#l(t)}
        <daogou-composer .scene=${e}></daogou-composer>
      </div>
    </div>`;
	}
	#i({ person: e }) {
		let { words: t, title: n } = this.scene, r = e.state === "taken" && e.name ? B(t.person_here, { name: e.name }) : e.state === "waiting" ? t.person_waiting : null;
		return D`<header class="bar">
      <div class="who"><h2 id=${this.#e}>${n}</h2>${r ? D`<p class="here">${r}</p>` : A}</div>
      <daogou-menu .scene=${this.scene}></daogou-menu>
      <button type="button" class="round" aria-label=${t.close} @click=${() => this.scene.close()}>${q("close")}</button>
    </header>`;
	}
	#a(e) {
		let t = [], { format: n } = this.scene, r = e.at(-1), i = "";
		for (let a of e) {
			let e = a.at ? n.day(a.at) : i;
			e !== i && t.push([`day ${e}`, D`<p class="day"><span>${e}</span></p>`]), i = e, t.push([`${a.turn}`, D`<daogou-turn .turn=${a} .last=${a === r} .scene=${this.scene}></daogou-turn>`]);
		}
		return t;
	}
	#o(e, t) {
		let { scene: n } = this, r = t ? D`<small class="late">${n.words.unsent}</small>` : A;
		return D`<div class=${t ? "entry unsent" : "entry new"}>${Zt(e, n, r)}</div>`;
	}
	#s({ typing: e, pending: t, person: n, line: r }) {
		return e ? !0 : r === "up" && n.state !== "taken" && t.some((e) => !e.waiting);
	}
	#c({ line: e, progress: t, notice: n }) {
		let { words: r } = this.scene, i = e === "offline" ? r.offline : e === "unreachable" ? r.unreachable : t ?? n;
		return i ? D`<p class="line">${i}</p>` : A;
	}
	#l({ compare: e }) {
		let [t, n] = e;
		if (!t) return A;
		let { words: r } = this.scene, i = {
			first: t.name,
			second: n?.name ?? ""
		};
		return D`<div class="compare">
      <p>${B(n ? r.compare_two : r.compare_one, i)}</p>
      ${n ? D`<button type="button" class="main" @click=${() => this.#u(B(r.compare_sentence, i))}>${r.compare_go}</button>` : A}
      <button type="button" class="round" aria-label=${r.compare_stop} @click=${() => this.#d()}>${q("close")}</button>
    </div>`;
	}
	#u(e) {
		this.#d(), this.scene.say(e);
	}
	#d() {
		this.scene.store.happen({ what: "compare_stop" }), this.querySelector("daogou-composer")?.focus();
	}
	async #f(e, t) {
		await Promise.all([...this.querySelectorAll("daogou-turn:last-of-type")].map((e) => e.updateComplete)), await new Promise(requestAnimationFrame), e.pending.length > (t?.pending.length ?? 0) || !t?.ready || this.#n?.follows ? this.#n?.follow(this.#p()) : jn(e) > jn(t) && (this.behind = !0);
	}
	#p() {
		let e = this.querySelector(".log"), { pending: t } = this.scene.store.state;
		return t.some((e) => e.turn === null) ? null : e?.querySelector("daogou-turn:last-of-type") ?? null;
	}
	#m() {
		this.behind = !1, this.#n?.follow(null), this.querySelector("daogou-composer")?.focus();
	}
	#h(e) {
		e.key === "Escape" ? (e.stopPropagation(), this.scene.close()) : e.key === "Tab" && matchMedia(On).matches && this.#g(e);
	}
	#g(e) {
		let t = [...this.querySelectorAll(kn)].filter((e) => e.checkVisibility()), n = this.getRootNode().activeElement, [r, i] = e.shiftKey ? [t.at(-1), t[0]] : [t[0], t.at(-1)];
		r && n === i && (e.preventDefault(), r.focus());
	}
};
function jn(e) {
	return e.turns.reduce((e, t) => e + t.entries.length, 0);
}
Y("daogou-panel", An);
// src/view/sight.ts
var Mn = .5, Nn = 1e3, Pn = class {
	#e = /* @__PURE__ */ new WeakMap();
	#t = /* @__PURE__ */ new WeakMap();
	#n = new IntersectionObserver((e) => e.forEach((e) => this.#r(e)), { threshold: Mn });
	watch(e, t) {
		this.#t.set(e, t), this.#n.observe(e);
	}
	leave(e) {
		clearTimeout(this.#e.get(e)), this.#n.unobserve(e);
	}
	#r({ target: e, intersectionRatio: t }) {
		clearTimeout(this.#e.get(e)), t >= Mn && this.#e.set(e, window.setTimeout(() => this.#i(e), Nn));
	}
	#i(e) {
		document.visibilityState === "visible" ? (this.leave(e), this.#t.get(e)?.()) : this.#e.set(e, window.setTimeout(() => this.#i(e), Nn));
	}
}, Fn = /* #__PURE__ */ Object.assign({
	"./words/en.ts": e,
	"./words/zh.ts": t
}), In = "daogou-open";
function Ln(e) {
	let { options: t } = e, { language: n, words: r } = ct(Fn, [t.language]), i = new it(), a = new Re(t.shop, n), o = new Me(() => sessionStorage, t.shop), s = new jt(n, r, t.shop), c = new At(a, i, o, r), l = {
		words: r,
		format: s,
		store: i,
		talk: c,
		deeds: new Ue(a, o, (t, n) => Bn(e, t, n)),
		sight: new Pn(),
		title: t.title ?? r.title,
		welcome: t.startMessage ?? r.welcome,
		close: e.close,
		announce: e.announce,
		choose: (e) => c.say({ postback: e.postback }, e.title),
		say: (e) => c.say({ text: e }, e)
	};
	Rn(e.root);
	let u = document.createElement("div");
	u.className = "place", u.hidden = !0, e.root.insertBefore(u, e.root.querySelector(".launcher")), Ae(D`<daogou-panel .scene=${l}></daogou-panel>`, u), i.listen((t, n) => zn(e, l, t, n)), c.start();
	let d = (e) => {
		i.happen({
			what: "open",
			open: e
		}), u.hidden = !e, Vn(e ? "yes" : "no");
	};
	return {
		show: () => {
			d(!0);
			let e = u.firstElementChild;
			e.updateComplete.then(() => e.focus());
		},
		hide: () => d(!1),
		send: (e) => l.say(e)
	};
}
function Rn(e) {
	let t = new CSSStyleSheet();
	t.replaceSync(at + ot + st), e.adoptedStyleSheets = [...e.adoptedStyleSheets, t];
}
function zn(e, { words: t, format: n }, r, i) {
	if (r.unread !== i.unread && e.unread(r.unread), r.line !== i.line && r.line !== "up" && e.announce(t[r.line]), r.notice && r.notice !== i.notice && e.announce(r.notice), r.turns === i.turns) return;
	let a = new Set(i.turns.flatMap((e) => e.entries));
	for (let i of r.turns) for (let r of i.entries) {
		if (!r.live || a.has(r)) continue;
		let i = bn(r.message, t, n);
		i && e.announce(i), e.emit("message", r.message);
	}
}
function Bn(e, t, n) {
	e.emit("event", t);
	let { dataLayer: r } = e.options;
	if (r === null) return;
	let i = window, a = i[r] ??= [];
	if (!Array.isArray(a)) return;
	let o = {
		item_id: t.item_id,
		item_name: n.name,
		index: t.rank,
		...n.price ? { price: Number(n.price) } : {}
	};
	a.push({
		event: t.name,
		ecommerce: {
			...n.currency ? { currency: n.currency } : {},
			items: [o]
		},
		daogou: {
			conversation: t.conversation,
			turn: t.turn,
			model: t.model
		}
	});
}
function Vn(e) {
	try {
		sessionStorage.setItem(In, e);
	} catch {}
}
export { Ln as mount };

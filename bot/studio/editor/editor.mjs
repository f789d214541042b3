/* The editor over a page's textarea: colours, line numbers, and findings in their places.
   The textarea stays the form's field, always up to date; without this script it is simply used itself.
   Lives in a shadow root, so that its styles are constructed sheets and the page's policy stays 'self'.
   Keyboard: Tab indents; Escape, then Tab, leaves the editor. Ctrl+S (or Cmd+S) saves. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands"
import { yaml } from "@codemirror/lang-yaml"
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language"
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint"
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search"
import { EditorState } from "@codemirror/state"
import {
  EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers
} from "@codemirror/view"
import { tags } from "@lezer/highlight"

const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--faint)", fontStyle: "italic" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string), tags.content], color: "var(--ink)" },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: "var(--faint)" },
  { tag: [tags.keyword, tags.typeName, tags.labelName], color: "var(--warn)" },
])

const theme = EditorView.theme({
  "&": { backgroundColor: "var(--paper)", color: "var(--ink)", fontSize: ".875rem", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "ui-monospace, 'Cascadia Code', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace", lineHeight: "1.6" },
  ".cm-gutters": { backgroundColor: "var(--ground)", color: "var(--faint)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--soft) 55%, transparent)" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)" },
  ".cm-panels, .cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-textfield, .cm-button": { backgroundColor: "var(--paper)", backgroundImage: "none", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: ".4rem" },
  ".cm-panel.cm-search, .cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label": { fontSize: ".85rem" },
  ".cm-diagnostic": { padding: ".3rem .6rem" },
})

/* Text over a selection: Chromium would keep the look of what stood there as a style attribute, which the page's
   policy forbids. So the editor puts the text in by itself. */
const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || event.isComposing || !event.data) return false
    if (view.state.readOnly || view.state.selection.main.empty) return false
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true })
    return true // and the browser does nothing more
  },
})

/* The findings of the page's list, each in its line: data-line counts from 1, data-severity is error or warning. */
function diagnostics(document, list) {
  return [...list.querySelectorAll("[data-line]")].flatMap(item => {
    const number = Number(item.dataset.line)
    if (!(number >= 1 && number <= document.lines)) return []
    const line = document.line(number)
    const from = line.from + /^\s*/.exec(line.text)[0].length
    const message = (item.querySelector("[data-message]") ?? item).textContent.trim()
    return [{ from: Math.min(from, line.to), to: line.to, severity: item.dataset.severity, message }]
  })
}

function edit(textarea) {
  const host = document.createElement("div")
  host.className = "editor"
  textarea.before(host)
  const root = host.attachShadow({ mode: "open" })
  const findings = document.getElementById(textarea.dataset.findings)
  const readonly = textarea.readOnly
  const save = () => { textarea.form?.requestSubmit(); return true }
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: textarea.value,
      extensions: [
        lineNumbers(), highlightActiveLineGutter(), highlightSpecialChars(), history(), drawSelection(),
        indentOnInput(), indentUnit.of("  "), bracketMatching(), highlightActiveLine(), highlightSelectionMatches(),
        search({ top: true }), lintGutter(), yaml(), syntaxHighlighting(colours), theme, EditorView.lineWrapping, typedOver,
        EditorState.phrases.of(JSON.parse(textarea.dataset.phrases ?? "{}")),
        EditorState.readOnly.of(readonly),
        EditorView.contentAttributes.of({
          "aria-label": textarea.getAttribute("aria-label"), "aria-describedby": "editor-help", tabindex: "0",
        }),
        keymap.of([
          { key: "Mod-s", run: save, preventDefault: true },
          ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap, ...(readonly ? [] : [indentWithTab]),
        ]),
        EditorView.updateListener.of(update => {
          if (!update.docChanged) return
          textarea.value = update.state.doc.toString()
          textarea.dispatchEvent(new Event("input", { bubbles: true }))
        }),
      ],
    }),
  })
  // What is read to the reader with the editor: an id outside the shadow root cannot be pointed at from within.
  const help = document.createElement("span")
  help.id = "editor-help"
  help.hidden = true
  help.textContent = document.getElementById(textarea.getAttribute("aria-describedby"))?.textContent ?? ""
  root.append(help)
  textarea.hidden = true

  const mark = () => view.dispatch(setDiagnostics(view.state, diagnostics(view.state.doc, findings)))
  const go = () => {
    const number = Number(/^#line-(\d+)$/.exec(location.hash)?.[1])
    if (!number) return
    const line = view.state.doc.line(Math.min(number, view.state.doc.lines))
    view.dispatch({ selection: { anchor: line.from }, effects: EditorView.scrollIntoView(line.from, { y: "center" }) })
    view.focus()
  }
  if (findings) {
    new MutationObserver(mark).observe(findings, { childList: true, subtree: true })
    findings.addEventListener("click", event => {
      const link = event.target.closest("a[href^='#line-']")
      if (link && link.hash === location.hash) go()
    })
    mark()
  }
  addEventListener("hashchange", go)
  go()
}

for (const textarea of document.querySelectorAll("textarea[data-editor]")) edit(textarea)

/** Text that is markup; everything else is made harmless before it becomes one. */
export interface Html {
  readonly html: string
}

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

type Part = string | number | Html | readonly Html[]

/** Markup as written, with what is put in as text. */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: String.raw({ raw: markup }, ...parts.map(written)) }
}

function written(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number')
    return String(part).replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)
  return 'html' in part ? part.html : part.map((one) => one.html).join('')
}

/** A sentence in which `words` between backquotes are code. */
export function prose(text: string): Html {
  const parts = text.split('`')
  return {
    html: parts.map((part, at) => (at % 2 ? html`<code>${part}</code>` : html`${part}`).html).join(''),
  }
}

const segments = new Intl.Segmenter('en', { granularity: 'grapheme' })
const ascii = /^[\x20-\x7e]*$/
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u

/** Columns a text takes on a terminal: East Asian characters and emoji take two. */
export function widthOf(text: string): number {
  if (ascii.test(text)) return text.length
  return [...segments.segment(text)].reduce((sum, { segment }) => sum + columnsOf(segment), 0)
}

/** A text in at most so many columns; an ellipsis stands for what was cut. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let kept = ''
  let used = 1
  for (const { segment } of segments.segment(text)) {
    used += columnsOf(segment)
    if (used > columns) break
    kept += segment
  }
  return `${kept}…`
}

/** A text filled with spaces to so many columns. */
export function pad(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const spaces = ' '.repeat(Math.max(0, columns - widthOf(text)))
  return align === 'left' ? text + spaces : spaces + text
}

function columnsOf(segment: string): number {
  if (/^[\p{Mn}\u200b-\u200d]+$/u.test(segment)) return 0
  return wide.test(segment) ? 2 : 1
}

import type { Form } from '../kit/route.ts'

/** What answers are written in, by their form. */
export const contentTypes: Readonly<Record<Form, string>> = {
  json: 'application/json',
  lines: 'application/x-ndjson',
  table: 'text/csv',
  events: 'text/event-stream',
}

/** What a table is written in for whoever asks for a workbook. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

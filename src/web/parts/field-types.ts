/** What a field of the directory can hold, in words. */
export const fieldTypeWords: Readonly<Record<string, string>> = {
  text: 'Text',
  long_text: 'Long text',
  email: 'E-mail address',
  integer: 'Whole number',
  decimal: 'Decimal number',
  boolean: 'Yes or no',
  date: 'Date',
  datetime: 'Date and time',
  choice: 'Choice',
}

import type { Condition, Rule } from '../../../client/integration.ts'
import type { AskedType } from '../../../lib/condition/asked-field.ts'
import { dayText, timeText } from '../../ui/time.ts'
import { countsDays, dayWords, isDayWord, questionOf, questions } from './questions.ts'

/** What a field is called, and what its values are; a field that is not known here is called by its key. */
export type Known = (key: string) => { readonly label: string; readonly type: AskedType } | undefined

/** Conditions in words. */
export function conditionText(condition: Condition, known: Known): string {
  if (!('combine' in condition)) return ruleText(condition, known)
  return condition.rules
    .map((rule) => ('combine' in rule ? `(${conditionText(rule, known)})` : ruleText(rule, known)))
    .join(` ${condition.combine} `)
}

function ruleText(rule: Rule, known: Known): string {
  const { label, type } = known(rule.field) ?? { label: rule.field, type: 'text' }
  const anywhere = Object.values(questions).flat()
  const question = questionOf(rule, type) ?? anywhere.find(({ operator }) => operator === rule.operator)
  const text = (rule.not ? question?.otherwise : question?.text) ?? rule.operator
  const value = valueText(rule, type)
  // One day is no days.
  const said = value === '1' ? text.replace('… days', '… day') : text
  return [label, said.includes('…') ? said.replace('…', value) : `${said} ${value}`.trim()].join(' ')
}

function valueText({ operator, value }: Rule, type: AskedType): string {
  if (value === undefined) return ''
  if (countsDays(operator)) return String(value)
  if (Array.isArray(value))
    return value.map((one) => sayValue(one, type)).join(operator === 'between' ? ' and ' : ', ')
  const said = sayValue(value, type)
  return operator === 'equals' ? said : said.replace(/^in /, '')
}

function sayValue(value: unknown, type: AskedType): string {
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (type === 'date' || type === 'datetime') return sayTime(String(value))
  return String(value)
}

/** Days and moments as lists show them; what is none stays as it was typed. */
function sayTime(value: string): string {
  if (isDayWord(value)) return dayWords[value] ?? value
  if (!/^\d{4}-\d\d-\d\d(T|$)/.test(value) || Number.isNaN(Date.parse(value))) return value
  return value.length === 10 ? dayText(value) : timeText(value)
}

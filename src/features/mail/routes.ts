import { defineRoute, type Route } from '../../kit/route.ts'
import { sendTestLetter } from './actions.ts'
import { present } from './rules.ts'
import { LetterVerdict, MailAnswer } from './schema.ts'

export const mailRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/mail',
    summary: 'Whether e-mail is set up, and how it leaves',
    needs: 'mail:read',
    output: MailAnswer,
    run: async ({ mailer }) => present(mailer),
  }),
  defineRoute({
    method: 'post',
    path: '/api/mail/test',
    summary: 'Send a test letter to the own address, and hear what the mail server says',
    needs: 'mail:write',
    output: LetterVerdict,
    act: 'mail.tested',
    isCostly: true,
    ask: sendTestLetter,
    run: async (_ctx, _input, verdict) => verdict,
  }),
]

import { z } from 'zod'
import { everyItem } from '../../client/every-item.ts'
import type { Notice } from '../../client/notice.ts'
import { defineCommand } from '../command.ts'
import { take } from '../take.ts'
import { plainText } from '../text/plain-text.ts'
import { timeText } from '../text/values.ts'
import { flag, limit, word } from './input.ts'

/** `muster notices …`. */
export const noticeCommands = [
  defineCommand({
    usage: 'notices',
    summary: 'What the contacts of integrations are told; open ones, the newest first',
    options: { '--all': 'those whose reason is no more too', '--limit <n>': 'so many; 20 by default' },
    input: z.object({ all: flag, limit: limit(20) }),
    run: async (session, { all = false, limit: most }) => {
      const client = await session.api()
      const list = everyItem((wish) => client.notices.list({ ...wish, open: !all }), Math.min(most, 200))
      const notices = await take(list, most)
      const none = all ? 'There was nothing to tell yet' : 'There is nothing to tell'
      session.show(notices, notices.length === 0 ? none : notices.map(noticeText).join('\n\n'))
      return undefined
    },
  }),
  defineCommand({
    usage: 'notices seen <id>',
    summary: 'Note that you saw a notice; it stays open as long as its reason is',
    input: z.object({ id: word }),
    run: async (session, { id }) => {
      const notice = await (await session.api()).notices.see(id)
      session.show(notice, noticeText(notice))
      return undefined
    },
  }),
]

function noticeText({ id, message, madeAt, closedAt, seenAt, runId, ...notice }: Notice): string {
  const since = [
    `since ${timeText(madeAt)}`,
    closedAt === null ? '' : `over at ${timeText(closedAt)}`,
    seenAt === null ? '' : `seen ${timeText(seenAt)}`,
    mailText(notice),
  ]
  const lines = [
    plainText(message),
    `  ${since.filter(Boolean).join(' · ')}`,
    ...(runId === null ? [] : [`  muster run show ${runId}`]),
    `  ${id}`,
  ]
  return lines.join('\n')
}

function mailText({ mail, mailedAt, mailFault }: Pick<Notice, 'mail' | 'mailedAt' | 'mailFault'>): string {
  switch (mail) {
    case 'sent':
      return [`e-mailed ${timeText(mailedAt)}`, plainText(mailFault ?? '')].filter(Boolean).join('; ')
    case 'waiting':
      return mailFault === null ? 'to be e-mailed' : `not e-mailed yet: ${plainText(mailFault)}`
    case 'off':
      return 'not e-mailed: MUSTER_SMTP_URL is not set'
    case 'nobody':
      return 'not e-mailed: the integration has no contacts'
    case 'not_needed':
      return 'not e-mailed'
  }
}

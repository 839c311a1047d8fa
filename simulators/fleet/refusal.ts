import { jsonReply, type Reply } from '../planhat/reply.ts'

/** An error as Fleet tells it: a message of its kind, reasons, and the number that its log has. */
export const refusal = (status: number, message: string, reason = message): Reply =>
  jsonReply(status, {
    message,
    errors: [{ name: 'base', reason }],
    uuid: 'c0532a64-0000-4000-8000-37fe47ead814',
  })

import type { Socket } from 'node:net'
import type { ConnectionError } from 'fastify'
import { AppError, faults } from '../lib/errors.ts'
import { problemJson } from './problem.ts'

/** Answers what Node cannot read as HTTP, or what is too long for it: before there is a request, the line itself is written. */
export function answerClientError(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const fault = new AppError(error.code === 'HPE_HEADER_OVERFLOW' ? 'request.long' : 'request.unreadable')
  const body = JSON.stringify(problemJson(fault))
  const head = [
    `HTTP/1.1 ${faults[fault.code].status} Refused`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ]
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroySoon()
}

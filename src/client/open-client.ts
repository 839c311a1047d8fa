import { type Client, createClient } from './client.ts'
import { openTransport, type Place } from './transport.ts'

/** The API at a place, with the way to end its connections. */
export type OpenClient = Client & { close(): Promise<void> }

/** Speaks to the Muster at a place; nothing is sent before the first call. */
export function openClient(place: Place): OpenClient {
  const transport = openTransport(place)
  return { ...createClient(transport.send), close: transport.close }
}

import type { Json, JsonObject } from '../lib/value.ts'

/** The person whom a device belongs to. */
export interface Owner {
  readonly id: string
  readonly name: string | null
}

/** A device in a list: values by the key of their field. */
export interface Device {
  readonly id: string
  readonly name: string
  readonly values: Readonly<Record<string, Json>>
  readonly owner: Owner | null
  /** Since when no integration has it any more. */
  readonly goneAt: string | null
  readonly archivedAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** A device with what each integration last said of it. */
export interface DeviceDetail extends Device {
  readonly sources: readonly {
    readonly integrationId: string
    readonly integrationName: string
    readonly vendorId: string
    readonly row: JsonObject
    readonly updatedAt: string
  }[]
  readonly byHand: readonly string[]
  /** How many titles are installed. */
  readonly software: number
}

/** A title on a device. */
export interface Installed {
  readonly softwareId: string
  readonly name: string
  readonly publisher: string
  readonly version: string
  readonly source: string
  readonly since: string
  readonly goneAt: string | null
}

/** A title, whatever its version, of what is installed now. */
export interface Software {
  readonly id: string
  readonly name: string
  readonly publisher: string
  readonly versions: number
  readonly devices: number
  readonly since: string
}

/** Where a title is installed. */
export interface Place {
  readonly deviceId: string
  readonly deviceName: string
  readonly owner: Owner | null
  readonly version: string
  readonly since: string
}

/** Which devices are wanted. */
export type DevicesWish = {
  readonly search?: string | undefined
  readonly personId?: string | undefined
  readonly archived?: boolean | undefined
  /** The day at whose end they are looked at: 2026-01-31. */
  readonly asOf?: string | undefined
}

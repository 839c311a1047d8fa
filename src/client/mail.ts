/** How e-mail leaves; null: no server is set up, and nothing is e-mailed. */
export interface Mail {
  readonly server: {
    readonly host: string
    readonly port: number
    /** From the first byte, by STARTTLS, or in the clear. */
    readonly tls: 'start' | 'upgrade' | 'none'
    readonly signsIn: boolean
    readonly from: string
  } | null
}

/** What became of a test letter, by what the mail server answered. */
export type LetterVerdict =
  | { readonly ok: true; readonly to: string; readonly answer: string }
  | { readonly ok: false; readonly to: string; readonly message: string }

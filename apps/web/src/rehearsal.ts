/** One message of the rehearsal as a person sees it. */
export interface RehearsalMessage {
  messageId: number
  mine: boolean
  /** Safe HTML, made by the stand-in from the entities that it accepted. */
  html: string
  buttons: RehearsalButton[][]
  at: Date
  edited: boolean
  photo: { mime: string; bytes: Uint8Array } | null
}

export type RehearsalButton = { text: string; data: string } | { text: string; url: string }

/** The conversation that /chat shows: the real bot on one side, the person at this page on the other. */
export interface Rehearsal {
  conversation(): RehearsalMessage[]
  /** The person writes. */
  say(text: string): void
  /** The person presses a button. @returns the pop-up that the bot answered with, '' when none. */
  press(messageId: number, data: string): Promise<string>
  /** @returns how to stop listening. */
  onChange(listener: () => void): () => void
}

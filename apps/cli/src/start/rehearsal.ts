import { startTelegram, type Telegram } from '@rasid/stand-ins'
import { type Rehearsal, rehearse } from '@rasid/web'

// The stand-in's bot: an id that BotFather has never given out, so that a rehearsal's chats never meet a real token.
const TOKEN = '42:rehearsal-only-not-a-real-token-000'
/** The one person of the rehearsal: whoever sits at the page. */
export const PERSON = { id: 7, name: 'أنت' }

export interface RunningRehearsal {
  token: string
  apiRoot: string
  rehearsal: Rehearsal
  telegram: Telegram
}

/** The Bot API stand-in with one person. Message ids begin at the second of the day it starts, so that they never meet those of an earlier run. */
export async function startRehearsal(now: Date): Promise<RunningRehearsal> {
  const firstMessageId = Math.floor(now.getTime() / 1000) - Date.UTC(2026, 0, 1) / 1000
  const telegram = await startTelegram({ token: TOKEN, name: 'راصد', username: 'rasid_rehearsal_bot', firstMessageId })
  return { token: TOKEN, apiRoot: telegram.apiRoot, rehearsal: rehearse(telegram, PERSON), telegram }
}

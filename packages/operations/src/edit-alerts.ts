import { alertsToEdit, type Db, dropOwedEdits, type Edition, oweMessages } from '@rasid/store'
import { alertDrafts } from './alert-drafts.ts'
import type { RowDraft } from './message-request.ts'
import type { ToldStoryView } from './story-views.ts'
import type { TellDeps } from './tell-chats.ts'

// Outlets at which a sent alert is worth editing: below, the list is short; above 25 it says nothing new.
const FIRST_EDIT_OUTLETS = 3
const LAST_EDIT_OUTLETS = 49
const BETWEEN_EDITS_MS = 10 * 60_000
const EDIT_WITHIN_MS = 48 * 3_600_000

/**
 * A story that grew edits the alerts that told of it, at most every ten minutes and for two days; it never makes a
 * second alert. An edit that is still owed gives way to the newer one. Returns how many are owed.
 */
export async function editAlerts(
  tx: Db,
  deps: TellDeps,
  told: { edition: Edition; story: ToldStoryView },
): Promise<number> {
  const { edition, story } = told
  if (edition.outlets < FIRST_EDIT_OUTLETS || edition.outlets > LAST_EDIT_OUTLETS) return 0
  const alerts = await alertsToEdit(tx, { botId: deps.botId, storyId: edition.storyId, withinMs: EDIT_WITHIN_MS })
  await dropOwedEdits(
    tx,
    alerts.map((alert) => alert.id),
  )
  const now = deps.now()
  const drafts = await alertDrafts(tx, { story, now }, alerts)
  const owed = alerts.flatMap((alert) => {
    const draft = drafts(alert)
    // Several outlets may have come between two looks: the alert itself told of them.
    if (draft.text === alert.text) return []
    const notBefore = new Date(Math.max(now.getTime(), alert.changedAt.getTime() + BETWEEN_EDITS_MS))
    const slot = `story:${edition.storyId}:${edition.n}`
    return [
      {
        chat: alert.chat,
        kind: 'edit' as const,
        slot,
        notBefore,
        draft: { ...draft, edits: alert.id } satisfies RowDraft,
      },
    ]
  })
  return (await oweMessages(tx, owed)).length
}

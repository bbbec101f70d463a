import type { Settings } from '@rasid/operations'

/** The webhook that the settings ask for; null for long polling. */
export function webhookOf({ webhookSecret, publicUrl }: Settings): { secret: string; publicUrl: string } | null {
  return webhookSecret !== null && publicUrl !== null ? { secret: webhookSecret, publicUrl } : null
}

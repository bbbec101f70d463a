import { texts } from '@rasid/core'
import { askToRevoke } from '../commands/operators.ts'
import { editPressed } from '../edit-pressed.ts'
import { refusalOf } from '../register-commands.ts'
import type { Press } from './press.ts'

/** `op:<user id>` under the list of operators: asks before it takes a role away. */
export const operatorsPress: Press = async (ctx, deps, data) => {
  const [, id] = /^op:(\d{1,15})$/.exec(data) ?? []
  if (id === undefined) return null
  const table = texts(ctx.chatRow.lang).ops
  const refusal = (await refusalOf(ctx, { role: 'operator' })) ?? (ctx.role === 'owner' ? null : table.ownersOnly)
  if (refusal) return { text: refusal }
  const asked = await askToRevoke(ctx, deps, Number(id))
  if (!asked) return { text: table.operatorGone }
  await editPressed(ctx, deps, asked)
  return {}
}

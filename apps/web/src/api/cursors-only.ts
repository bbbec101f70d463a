import { BadCursor } from '@rasid/store'
import { badValues } from './problem.ts'

/** A page of a list; a cursor that no page gave is the asker's problem, not ours. */
export async function cursorsOnly<Page>(page: Promise<Page>): Promise<Page> {
  try {
    return await page
  } catch (error) {
    if (error instanceof BadCursor) throw badValues([{ name: 'cursor', problem: error.message }])
    throw error
  }
}

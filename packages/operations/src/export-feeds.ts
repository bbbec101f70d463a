import { composeOpml } from '@rasid/core'
import { allFeeds, type Db } from '@rasid/store'

/** The followed feeds as OPML, paused ones included, addresses whole: this is an operator's own copy. */
export async function exportFeeds(db: Db): Promise<string> {
  const feeds = await allFeeds(db)
  return composeOpml(
    feeds
      .filter(({ status }) => status !== 'gone')
      .map(({ outlet, url, siteUrl }) => ({ title: outlet, url, ...(siteUrl && { siteUrl }) })),
  )
}

import { apiTexts } from './api-texts.ts'
import { auditTexts } from './audit-texts.ts'
import { botTexts, commandTexts, operatorTexts } from './bot-texts.ts'
import { chartTexts } from './chart-texts.ts'
import { digestTexts } from './digest-texts.ts'
import { explainTexts } from './explain-texts.ts'
import { feedTexts } from './feed-texts.ts'
import { followTexts } from './follow-texts.ts'
import type { Lang } from './lang.ts'
import { opsTexts } from './ops-texts.ts'
import { pageTexts } from './page-texts.ts'
import { searchTexts } from './search-texts.ts'
import { settingsTexts, weekdayTexts } from './settings-texts.ts'
import { signInTexts } from './sign-in-texts.ts'
import { statusTexts } from './status-texts.ts'
import { speak } from './text-rows.ts'
import { topicPageTexts } from './topic-page-texts.ts'
import { webTexts } from './web-texts.ts'

function tableOf(lang: Lang) {
  return {
    api: speak(apiTexts, lang),
    audit: speak(auditTexts, lang),
    bot: speak(botTexts, lang),
    charts: speak(chartTexts, lang),
    commands: speak(commandTexts, lang),
    operators: speak(operatorTexts, lang),
    digest: speak(digestTexts, lang),
    explain: speak(explainTexts, lang),
    feeds: speak(feedTexts, lang),
    follow: speak(followTexts, lang),
    ops: speak({ ...opsTexts, ...statusTexts }, lang),
    pages: speak(pageTexts, lang),
    search: speak(searchTexts, lang),
    settings: speak(settingsTexts, lang),
    signIn: speak(signInTexts, lang),
    topicPage: speak(topicPageTexts, lang),
    weekdays: speak(weekdayTexts, lang),
    web: speak(webTexts, lang),
  }
}

/** All that people read, in one language, by area. A new text is a row in its area's `…-texts.ts`. */
export type Texts = ReturnType<typeof tableOf>

const tables: Record<Lang, Texts> = { ar: tableOf('ar'), en: tableOf('en') }

export function texts(lang: Lang): Texts {
  return tables[lang]
}

import type { Reason } from './reasons.ts'

function inArabic(reason: Reason): string {
  switch (reason.code) {
    case 'rule':
      return reason.title.ar
    case 'no-rule':
      return reason.found.length === 0
        ? 'لا قاعدة تنطبق'
        : `لا قاعدة تنطبق على ما وُجد: ${reason.found.map((entity) => entity.ar).join('، ')}`
    case 'nothing-found':
      return 'لا شيء من كيانات الموضوع'
    case 'language':
      return `النص ليس بالعربية (${reason.language})`
    case 'inside-word':
      return `«${reason.alias}» جزء من كلمة أخرى: ${reason.word}`
    case 'masked':
      return `عبارة مستثناة: ${reason.phrase}`
    case 'boilerplate':
      return 'في قائمة روابط لا في المقال'
    case 'denied':
      return `صيغة مستبعدة: ${reason.word}`
    case 'cue':
      return `${reason.reason.ar}: ${reason.word}`
    case 'no-anchor':
      return (
        reason.said?.ar ?? `لا قرينة (${reason.anchors.map((anchor) => anchor.ar).join('، ')}) مع «${reason.alias}»`
      )
    case 'other-meaning':
      return `«${reason.alias}» مع ${reason.entity.ar} له معنى آخر`
    case 'out-of-date':
      return reason.since
        ? `«${reason.alias}» لا يُعتد به قبل ${reason.since}`
        : `«${reason.alias}» لا يُعتد به بعد ${reason.until}`
    case 'yields':
      return `المقصود ${reason.to.ar}`
    case 'damped':
      return `${reason.entity.ar}: ${reason.damping.ar}`
    case 'missing':
      return `لا ذكر: ${reason.entity.ar}`
  }
}

function inEnglish(reason: Reason): string {
  switch (reason.code) {
    case 'rule':
      return reason.title.en
    case 'no-rule':
      return reason.found.length === 0
        ? 'no rule applies'
        : `no rule applies to what was found: ${reason.found.map((entity) => entity.en).join(', ')}`
    case 'nothing-found':
      return 'none of the topic’s entities'
    case 'language':
      return `the text is not Arabic (${reason.language})`
    case 'inside-word':
      return `"${reason.alias}" is part of another word: ${reason.word}`
    case 'masked':
      return `a phrase that does not count: ${reason.phrase}`
    case 'boilerplate':
      return 'in a list of links, not in the article'
    case 'denied':
      return `a surface that never counts: ${reason.word}`
    case 'cue':
      return `${reason.reason.en}: ${reason.word}`
    case 'no-anchor':
      return (
        reason.said?.en ??
        `no anchor (${reason.anchors.map((anchor) => anchor.en).join(', ')}) beside "${reason.alias}"`
      )
    case 'other-meaning':
      return `"${reason.alias}" means something else beside ${reason.entity.en}`
    case 'out-of-date':
      return reason.since
        ? `"${reason.alias}" does not count before ${reason.since}`
        : `"${reason.alias}" does not count from ${reason.until}`
    case 'yields':
      return `${reason.to.en} is meant`
    case 'damped':
      return `${reason.entity.en}: ${reason.damping.en}`
    case 'missing':
      return `no mention of ${reason.entity.en}`
  }
}

/** The wording of every reason, a function per language. */
export const reasonTexts = { ar: inArabic, en: inEnglish }

import { feedFile, type Outlet, type PublishedArticle } from './outlet.ts'
import { escapeXml } from './write-feed.ts'

/**
 * An article's page as outlets make them: menu, cookie notice, sharing row, a "read also" block of other articles inside
 * the text, the newest headlines beside it, and JSON-LD. Only the paragraphs inside `<article>` are the article.
 */
export function writePage(outlet: Outlet, article: PublishedArticle): string {
  const others = outlet.articles.filter((other) => other !== article).slice(0, 3)
  const paragraphs = (article.text === '' ? article.summary : article.text).split(/\n{2,}/)
  const [first = '', ...rest] = paragraphs.map((paragraph) => `<p>${escapeXml(paragraph)}</p>`)
  const readAlso = `<div class="read-also"><strong>اقرأ أيضًا</strong>${linkList(others)}</div>`
  const body = `<article><h1>${escapeXml(article.title)}</h1>
<p class="byline">${escapeXml(article.author ?? outlet.title)} <time datetime="${article.publishedAt.toISOString()}">${article.publishedAt.toISOString().slice(0, 10)}</time></p>
<div class="share"><a href="#">شارك</a> <a href="#">انسخ الرابط</a></div>
<div itemprop="articleBody">${first}${readAlso}${rest.join('\n')}</div></article>
<aside><h2>الأكثر قراءة</h2>${linkList(others)}</aside>`
  const jsonLd = {
    ...{ '@context': 'https://schema.org', '@type': 'NewsArticle', headline: article.title },
    ...{ datePublished: article.publishedAt.toISOString(), description: article.summary, url: article.url },
    publisher: { '@type': 'Organization', name: outlet.title },
  }
  const head = `<link rel="canonical" href="${escapeXml(article.url)}"><meta property="og:title" content="${escapeXml(article.title)}">
<script type="application/ld+json">${JSON.stringify(jsonLd).replaceAll('<', '\\u003c')}</script>`
  return layout(outlet, article.title, head, body)
}

/** The outlet's front page: its headlines and a `rel=alternate` link to the feed. */
export function writeHome(outlet: Outlet): string {
  return layout(
    outlet,
    outlet.title,
    '',
    `<main><h1>${escapeXml(outlet.title)}</h1>${linkList(outlet.articles)}</main>`,
  )
}

function layout(outlet: Outlet, title: string, head: string, body: string): string {
  const feed = `<link rel="alternate" type="application/rss+xml" title="${escapeXml(outlet.title)}" href="${outlet.origin}/${feedFile(outlet.format)}">`
  return `<!doctype html>
<html lang="${outlet.language}" dir="rtl"><head><meta charset="utf-8"><title>${escapeXml(title)} | ${escapeXml(outlet.title)}</title>
${feed}
${head}</head><body>
<header><nav><a href="${outlet.origin}/">الرئيسية</a> <a href="#">سياسة</a> <a href="#">رياضة</a> <a href="#">اقتصاد</a></nav></header>
<div class="cookies">يستخدم هذا الموقع ملفات الارتباط. بمتابعة التصفح توافق على ذلك. <button>موافق</button></div>
${body}
<footer>جميع الحقوق محفوظة. اشترك في نشرتنا البريدية.</footer>
</body></html>
`
}

function linkList(articles: readonly PublishedArticle[]): string {
  return `<ul>${articles.map(({ url, title }) => `<li><a href="${escapeXml(url)}">${escapeXml(title)}</a></li>`).join('')}</ul>`
}

// What needs a script, and nothing more: every page works without it.
// Regions with data-live are brought up to date when the server says that something changed, those with data-refresh every so
// many seconds; forms with data-quiet are sent without leaving the page.

const TOAST_MS = 5_000

// Only what differs is replaced: a reader's place, an opened list and a screen reader's turn stay where nothing changed.
function bringUpToDate(old, fresh) {
  const parts = [...fresh.children]
  if (parts.some((part) => part.id === '') || [...old.children].some((part) => part.id === '')) {
    if (old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML
    return
  }
  const wanted = new Set(parts.map((part) => part.id))
  for (const part of [...old.children]) if (!wanted.has(part.id)) part.remove()
  parts.forEach((part, place) => {
    const before = document.getElementById(part.id)
    if (before === null) old.insertBefore(part, old.children[place] ?? null)
    else if (!same(before, part)) replace(before, part)
  })
}

// Which <details> a reader opened is theirs, not a change.
function same(before, part) {
  const closed = before.cloneNode(true)
  for (const details of closed.querySelectorAll('details')) details.open = false
  return closed.outerHTML === part.outerHTML
}

function replace(before, part) {
  const focused = before.contains(document.activeElement) ? document.activeElement : null
  const again = focused?.name && `[name="${focused.name}"][value="${CSS.escape(focused.value)}"]`
  before.replaceWith(part)
  if (focused) (again && part.querySelector(again) ? part.querySelector(again) : part.closest('[tabindex]'))?.focus()
}

// Calls that come while one is under way become one more.
function inTurn(work) {
  let running = false
  let again = false
  return async () => {
    again = true
    if (running) return
    running = true
    while (again) {
      again = false
      await work().catch(() => {}) // the server is away for a moment; the next change or minute asks again
    }
    running = false
  }
}

function follow(region) {
  const isAtEnd = () => region.scrollHeight - region.scrollTop - region.clientHeight < 80
  const toEnd = () => region.scrollTo(0, region.scrollHeight)
  const follows = region.dataset.follow !== undefined
  const refresh = inTurn(async () => {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.getElementById(region.id)
    if (!fresh) return
    const wasAtEnd = isAtEnd()
    bringUpToDate(region, fresh)
    if (follows && wasAtEnd) toEnd()
  })
  if (region.dataset.live) {
    const events = new EventSource(region.dataset.live)
    events.addEventListener('change', refresh)
    events.addEventListener('open', refresh) // what changed before it was open, or while the server was away
  }
  const everyS = Number(region.dataset.refresh)
  if (everyS > 0) setInterval(() => document.visibilityState === 'visible' && refresh(), everyS * 1000)
  if (follows) {
    toEnd()
    document.fonts?.ready.then(toEnd)
  }
}

let hideToast
function showToast(said) {
  const toast = document.getElementById('toast')
  if (!toast) return
  clearTimeout(hideToast)
  toast.textContent = said
  toast.hidden = said === ''
  if (said !== '') hideToast = setTimeout(() => showToast(''), TOAST_MS)
}

document.addEventListener('submit', async (event) => {
  const form = event.target
  if (!form.matches('[data-quiet]')) return
  event.preventDefault()
  const body = new URLSearchParams(new FormData(form, event.submitter))
  form.reset()
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
    showToast(answer.ok ? (await answer.json()).toast : answer.statusText)
  } catch {
    form.submit() // the browser says in its own words that the server is away
  }
})

// Stories that came while the page is open are counted where nothing shifts, and shown when their reader asks.
function announce(line) {
  const counted = JSON.parse(line.dataset.counted)
  const fresh = new Set()
  new EventSource(line.dataset.news).addEventListener('story', ({ data }) => {
    if (document.getElementById(`story-${data}`)) return
    fresh.add(data)
    const isMore = fresh.size > counted.length
    line.firstElementChild.textContent = `${counted[Math.min(fresh.size, counted.length) - 1]}${isMore ? '+' : ''}`
    line.hidden = false
  })
}

for (const line of document.querySelectorAll('[data-news]')) announce(line)
for (const region of document.querySelectorAll('[data-live], [data-refresh]')) follow(region)

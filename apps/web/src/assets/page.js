// What needs a script, and nothing more: pages work without it. Live regions are fetched again when the server says that
// something changed; forms marked data-quiet are sent without leaving the page.
for (const region of document.querySelectorAll('[data-live]')) {
  const toEnd = () => region.scrollTo(0, region.scrollHeight)
  const refresh = async () => {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.getElementById(region.id)
    if (fresh && fresh.innerHTML !== region.innerHTML) {
      const followed = region.scrollHeight - region.scrollTop - region.clientHeight < 80
      region.innerHTML = fresh.innerHTML
      if (followed) toEnd()
    }
  }
  new EventSource(region.dataset.live).addEventListener('change', refresh)
  if (region.dataset.follow !== undefined) toEnd()
}

document.addEventListener('submit', async (event) => {
  const form = event.target
  if (!form.matches('[data-quiet]')) return
  event.preventDefault()
  const body = new URLSearchParams(new FormData(form, event.submitter))
  const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
  const told = document.getElementById('toast')
  const said = answer.ok ? (await answer.json()).toast : answer.statusText
  if (told) {
    told.textContent = said ?? ''
    told.hidden = !said
  }
  if (answer.ok) form.reset()
})

import { type Db, systemFigures, type VisitTotals, visitTotals } from '@rasid/store'
import type { Context, MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type Figures, INSTALLATION_METRICS, type InstallationMetric } from './installation-metrics.ts'

/** The metrics of one web process. */
export interface Metrics {
  /** Takes the time of every request. */
  observe: MiddlewareHandler
  /** What a scrape gets, in Prometheus' text format. */
  scrape(): Promise<{ contentType: string; text: string }>
}

// Up to 2.5 s: a page is slow at 0.25 s, and whatever takes seconds is broken.
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
// Two servers that scrape at once, or somebody who reloads, cost the database one look.
const FIGURES_KEPT_MS = 5_000

/** Request times of this process, its own figures, and those of the installation from the database. */
export function createMetrics(db: Db): Metrics {
  const own = new Registry()
  const durations = new Histogram({
    name: 'rasid_http_request_duration_seconds',
    help: 'From a request to the head of its answer, by route; streams go on after it.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [own],
  })
  const figures = keptFor(FIGURES_KEPT_MS, lookAt(db))
  return {
    observe: async (context, next) => {
      const started = performance.now()
      await next()
      const labels = { method: methodOf(context), route: routeOf(context), status: String(context.res.status) }
      durations.observe(labels, (performance.now() - started) / 1000)
    },
    scrape: async () => {
      const all = Registry.merge([own, installation(await figures()), processRegistry()])
      return { contentType: all.contentType, text: await all.metrics() }
    },
  }
}

/** Reads the figures; all visits once, and then only those that came since. */
function lookAt(db: Db): () => Promise<Figures> {
  let totals: VisitTotals | undefined
  return async () => {
    totals = await visitTotals(db, totals)
    return { ...(await systemFigures(db)), visits: totals.sums }
  }
}

/** The metrics of one moment. A fresh registry a scrape: nothing that was counted before can linger. */
function installation(figures: Figures): Registry {
  const registry = new Registry()
  for (const metric of INSTALLATION_METRICS) register(registry, metric, figures)
  return registry
}

function register(registry: Registry, { name, help, type, labels, samples }: InstallationMetric, figures: Figures) {
  const settings = { name, help, labelNames: [...labels], registers: [registry] }
  const metric = type === 'counter' ? new Counter(settings) : new Gauge(settings)
  const rows = samples(figures)
  if (rows.length === 0) registry.removeSingleMetric(name)
  for (const [value, ...values] of rows)
    metric.inc(Object.fromEntries(labels.map((label, at) => [label, values[at] ?? ''])), value)
}

// Gauges that the library names like counters, which `promtool check metrics` refuses, and what its newer ones replace.
const LEFT_OUT = ['handles', 'handles_total', 'requests', 'requests_total', 'resources_total'].map(
  (name) => `nodejs_active_${name}`,
)

let processFigures: Registry | undefined

// One a process, made when first asked for: each one watches the garbage collector.
function processRegistry(): Registry {
  if (processFigures === undefined) {
    processFigures = new Registry()
    collectDefaultMetrics({ register: processFigures })
    for (const name of LEFT_OUT) processFigures.removeSingleMetric(name)
  }
  return processFigures
}

function keptFor<T>(keepMs: number, look: () => Promise<T>): () => Promise<T> {
  let kept: { at: number; value: Promise<T> } | null = null
  return () => {
    const at = performance.now()
    if (kept === null || at - kept.at >= keepMs) {
      const value = look()
      kept = { at, value }
      value.catch(() => {
        kept = null
      })
    }
    return kept.value
  }
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])
// Anybody may send any word as a method: each would be a series of its own.
const methodOf = ({ req }: Context): string => (METHODS.has(req.method) ? req.method : 'other')

/** The pattern of the route, never the address: addresses are endless and hold what people search for. */
function routeOf(context: Context): string {
  const path = routePath(context)
  return path === '/*' || path === '*' ? 'none' : path
}

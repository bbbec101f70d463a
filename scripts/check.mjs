// `npm test`, `npm run verify` and `npm run prove`: what turbo runs for each, and the sum of the tests as one line, since vitest's
// own summary is not read by every CI. A run without a report has failed, however it ended.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const REPORTS = join(ROOT, 'node_modules', '.rasid', 'reports')
const CHECKS = ['types', 'check:style', 'check:unused']
const PLANS = {
  verify: { tasks: CHECKS, report: null },
  test: { tasks: [...CHECKS, 'check:tests'], report: 'tests.json' },
  prove: { tasks: ['check:proofs'], report: 'proofs.json' },
}

const [name = '', ...filters] = process.argv.slice(2)
const plan = PLANS[name]
if (!plan) {
  process.stderr.write(`usage: node scripts/check.mjs ${Object.keys(PLANS).join('|')} [part of a test file's name …]\n`)
  process.exit(2)
}
mkdirSync(REPORTS, { recursive: true })
if (plan.report) rmSync(join(REPORTS, plan.report), { force: true })

const boundaries = name === 'prove' ? 0 : turbo('boundaries', '--no-color')
const passOn = filters.length > 0 ? ['--', ...filters] : []
// One task at a time: the machine belongs to the tests, and their output stays readable.
const status = turbo(
  'run',
  ...(filters.length > 0 ? plan.tasks.slice(-1) : plan.tasks),
  '--continue',
  '--concurrency=1',
  '--output-logs=new-only',
  '--log-prefix=none',
  ...passOn,
)
if (boundaries !== 0) console.log('FAILED: turbo boundaries')
const sum = plan.report ? count(join(REPORTS, plan.report)) : null
for (const line of sum?.flaky ?? []) console.log(`PASSED AT THE SECOND TRY: ${line}`)
// Again at the end, in a line each: a CI often shows no more than the end of its log.
for (const line of sum?.failures ?? []) console.log(`FAILED: ${line}`)
if (status !== 0 && !sum?.failures.length) console.log('FAILED: a check, or an error outside of every test: see above')
if (sum) console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`)
process.exit(boundaries || status || (sum && (sum.failed > 0 || sum.passed === 0) ? 1 : 0))

function turbo(...args) {
  // turbo's own file, not its shell wrapper in .bin: the wrapper needs a shell.
  const result = spawnSync(process.execPath, [join(ROOT, 'node_modules', 'turbo', 'bin', 'turbo'), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  return result.status ?? 1
}

function count(file) {
  if (!existsSync(file))
    return { passed: 0, failed: 1, skipped: 0, failures: ['the test run left no report'], flaky: [] }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const failures = report.testResults.flatMap(failuresOf)
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
    flaky: report.testResults.flatMap((suite) =>
      linesOf(suite, (test) => test.status === 'passed' && test.failureMessages.length > 0),
    ),
  }
}

/** A line for each failed test of a file, or one for a file that could not be run at all. */
function failuresOf(suite) {
  const failed = linesOf(suite, (test) => test.status === 'failed')
  const broken = suite.status === 'failed' && failed.length === 0
  return broken ? [`${relative(ROOT, suite.name)}: ${firstLine(suite.message)}`] : failed
}

function linesOf(suite, isWanted) {
  return suite.assertionResults
    .filter(isWanted)
    .map((test) => `${relative(ROOT, suite.name)} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`)
}

function firstLine(text) {
  return (text ?? '').split('\n', 1)[0]
}

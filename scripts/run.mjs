#!/usr/bin/env node
// What `npm start`, `npm test` and `npm run rasid` call. Plain JavaScript without a dependency, since it runs before anything is
// installed and on any Node ≥ 18: it finds a Node that can run the project, installs when the lockfile changed, then spawns that
// Node directly on the entry file (going through npm → npm exec → pnpm on every call costs about two seconds).
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const STATE = join(ROOT, 'node_modules', '.rasid')
const PNPM = readPackage().packageManager // pnpm@x.y.z, the same pin that turbo reads
const FALLBACK_NODE = 'node@26.10.0'

// A young generation of 8 MB instead of up to 64, and an old one that is cleaned when it has doubled instead of later: a worker stays
// a hundred megabytes smaller. What it holds is about 50 MB; the rest was garbage. (No hard limit: a burst of large feeds would end it.)
const NODE_FLAGS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8', '--heap-growing-percent=100']

// The entry file of each command, with the arguments that go before the user's.
const ENTRIES = {
  start: ['apps/cli/src/main.ts', 'start'],
  rasid: ['apps/cli/src/main.ts'],
  demo: ['apps/cli/src/main.ts', 'demo'],
  test: ['scripts/check.mjs', 'test'],
  verify: ['scripts/check.mjs', 'verify'],
  prove: ['scripts/check.mjs', 'prove'],
  install: null,
  node: [], // for `bench:*` and other scripts: the file to run comes from package.json
}

async function main() {
  const [command, ...rest] = process.argv.slice(2)
  const entry = ENTRIES[command]
  if (entry === undefined) {
    say(`usage: node scripts/run.mjs ${Object.keys(ENTRIES).join('|')} [arguments]`)
    process.exit(2)
  }
  if (command === 'start') say('Rasid (راصد) starts …')
  const env = cleanEnvironment()
  const node = findNode(env)
  env.PATH = [join(ROOT, 'node_modules', '.bin'), dirname(node), env.PATH].join(delimiter)
  await installWhenChanged(env)
  env.PATH = [dirname(pnpmPath(env)), env.PATH].join(delimiter)
  if (entry === null) return
  const [file, ...before] = entry
  const args = file ? [join(ROOT, file), ...before, ...rest] : rest
  run(node, [...NODE_FLAGS, ...args], env)
}

function readPackage() {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

// npm hands its own configuration to every script it runs; a nested pnpm would obey it (another prefix, another registry, --ignore-scripts …).
function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name))
  return {
    ...Object.fromEntries(kept),
    DO_NOT_TRACK: '1',
    NODE_COMPILE_CACHE: join(STATE, 'compile-cache'), // a third less time before a command does anything; ignored by a Node without it
    TURBO_TELEMETRY_DISABLED: '1',
    npm_config_update_notifier: 'false',
  }
}

// Type stripping without a flag came with 22.18; 22.19 is the floor that is proved. 25 is skipped: not a long-term line, and vitest refuses it.
function canRunProject(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return (major === 22 && minor >= 19) || major === 24 || major >= 26
}

function findNode(env) {
  if (canRunProject(process.version)) return process.execPath
  return remembered('node', () => {
    say(`Node ${process.version} cannot run the project (it needs 22.19 or later); getting ${FALLBACK_NODE} …`)
    return fromNpm(FALLBACK_NODE, ['node', '-p', 'process.execPath'], env)
  })
}

function pnpmPath(env) {
  return remembered('pnpm', () => fromNpm(PNPM, ['node', '-p', PRINT_PNPM], env))
}

// Prints where the pnpm that npm put on PATH lies, without asking a shell (`which` and `where` differ between systems).
const PRINT_PNPM =
  "process.env.PATH.split(require('path').delimiter).map(d=>require('path').join(d,'pnpm')).find(f=>require('fs').existsSync(f))"

// The answer is kept beside node_modules, so that npm is asked once a clone; a path that is gone is asked for again.
function remembered(name, find) {
  const file = join(STATE, `${name}-path`)
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (known !== '' && existsSync(known)) return known
  const path = find()
  mkdirSync(STATE, { recursive: true })
  writeFileSync(file, path)
  return path
}

function fromNpm(name, command, env) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const result = spawnSync(npm, ['exec', '--yes', `--package=${name}`, '--', ...command], {
    cwd: dirname(ROOT), // outside the workspace, or npm reads its package.json
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const path = result.stdout?.trim().split('\n').at(-1) ?? ''
  if (result.status !== 0 || path === '' || path === 'undefined') {
    say(
      `Could not get ${name} from the npm registry (is there a network, and npm ≥ 7?):\n${result.stderr ?? result.error}`,
    )
    process.exit(3)
  }
  return path
}

async function installWhenChanged(env) {
  const inputs = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'].map((name) => join(ROOT, name))
  const stampFile = join(STATE, 'installed')
  const stamp = () =>
    createHash('sha256')
      .update(inputs.map((file) => readFileSync(file)).join('\0'))
      .digest('hex')
  const installed = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp()
  if (installed()) return
  await withInstallLock(() => {
    if (installed()) return // another process installed while this one waited
    say('Installing the packages (once, and again when the lockfile changes) …')
    const pnpm = pnpmPath(env)
    const result = spawnSync(pnpm, ['install', '--frozen-lockfile'], {
      cwd: ROOT,
      env: { ...env, CI: 'true', PATH: [dirname(pnpm), env.PATH].join(delimiter) }, // CI: never ask before removing an old node_modules
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    })
    if (result.status !== 0) {
      say('The packages could not be installed; the lines above say why. Nothing was started.')
      process.exit(3)
    }
    mkdirSync(STATE, { recursive: true })
    writeFileSync(stampFile, stamp())
  })
}

// Two commands in a fresh clone at once: the second waits for the first one's install. A lock older than
// ten minutes belongs to a process that died.
async function withInstallLock(work) {
  const lock = join(ROOT, 'node_modules', '.rasid-install-lock')
  mkdirSync(dirname(lock), { recursive: true })
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') {
        say(`Cannot write to ${dirname(lock)} (${error.code}): install once as the user who owns the clone.`)
        process.exit(3)
      }
      if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 600_000)
        rmSync(lock, { recursive: true, force: true })
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
  process.once('exit', () => rmSync(lock, { recursive: true, force: true }))
  work()
  rmSync(lock, { recursive: true, force: true })
}

function run(node, args, env) {
  const child = spawn(node, args, { env, stdio: 'inherit' })
  // Ctrl-C reaches the child through the terminal by itself, and a second SIGINT would end it at once; whoever sends SIGINT to
  // this process alone means the child too. SIGTERM asks for the same, and asking twice does no harm.
  process.on('SIGINT', () => child.kill('SIGTERM'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    say(`Could not start ${node}: ${error.message}`)
    process.exit(3)
  })
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)))
}

await main()

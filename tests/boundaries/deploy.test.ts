// Containers and units could not be run where they were written: they are held against the program and its settings instead.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '@rasid/cli/testing'
import { SETTING_NAMES } from '@rasid/operations'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from './source-files.ts'

const UNITS = join(ROOT, 'deploy', 'systemd')
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8')
const isSetting = (name: string) => (SETTING_NAMES as readonly string[]).includes(name)
const compose = parse(read('docker-compose.yml'), { merge: true })
let help = ''
const isCommand = (name: string | undefined) => new RegExp(`^ {2}${name}\\b`, 'm').test(help)

beforeAll(async () => {
  help = (await run(['--help'])).out
})

/** The lines of a unit, each value under `Section.Key`. */
function unit(name: string): Map<string, string[]> {
  const values = new Map<string, string[]>()
  let section = ''
  for (const line of readFileSync(join(UNITS, name), 'utf8').split('\n')) {
    const heading = /^\[(\w+)\]$/.exec(line)?.[1]
    const [, key, value = ''] = /^(\w+)=(.*)$/.exec(line) ?? []
    if (heading !== undefined) section = heading
    else if (key !== undefined) values.set(`${section}.${key}`, [...(values.get(`${section}.${key}`) ?? []), value])
    else expect(line, `${name}: neither a section, a setting nor a comment`).toMatch(/^(#.*)?$/)
  }
  return values
}

const services = readdirSync(UNITS).filter((name) => name.endsWith('.service'))

describe('the systemd units', () => {
  it.each(services)('%s starts a command of the program, confined, from a place that exists', (name) => {
    const values = unit(name)
    const [start = ''] = values.get('Service.ExecStart') ?? []
    const [, main = '', command] = /(apps\/\S+\.ts) (\w+)/.exec(start) ?? []
    expect(existsSync(join(ROOT, main))).toBe(true)
    expect(isCommand(command)).toBe(true)
    for (const [key, value] of [
      ['User', 'rasid'],
      ['NoNewPrivileges', 'yes'],
      ['CapabilityBoundingSet', ''],
      ['ProtectSystem', 'strict'],
      ['ProtectHome', 'yes'],
      ['UMask', '0077'],
    ]) {
      expect(values.get(`Service.${key}`), `${name}: ${key}`).toEqual([value])
    }
    const environment = (values.get('Service.Environment') ?? []).map((line) => line.split('=')[0] ?? '')
    expect(environment.filter((setting) => !isSetting(setting))).toEqual([])
  })

  it('give every role the ten seconds that its stop may take, and bring it back after a failure', () => {
    const roles = services.map((name) => unit(name)).filter((values) => values.get('Service.Type')?.[0] === 'exec')
    expect(roles).toHaveLength(4)
    for (const values of roles) {
      expect(Number.parseInt(values.get('Service.TimeoutStopSec')?.[0] ?? '', 10)).toBeGreaterThan(10)
      expect(values.get('Service.KillMode')).toEqual(['mixed'])
      expect(values.get('Service.Restart')).toEqual(['on-failure'])
    }
  })

  it('name only units that exist beside them, or the system’s own', () => {
    const here = readdirSync(UNITS)
    const named = here.flatMap((name) =>
      [...unit(name)].flatMap(([key, values]) =>
        /\.(After|Requires|Wants|PartOf|Conflicts|WantedBy)$/.test(key) ? values.flatMap((v) => v.split(' ')) : [],
      ),
    )
    const foreign = named.filter((name) => name.startsWith('rasid') && !here.includes(name))
    expect(foreign).toEqual([])
  })
})

describe('the containers', () => {
  const roles = ['migrator', 'worker', 'bot', 'web']

  it.each(roles)('%s runs a command of the program with settings that exist', (role) => {
    const { command, environment } = compose.services[role]
    expect(isCommand(command[0])).toBe(true)
    expect(Object.keys(environment).filter((name) => !isSetting(name))).toEqual([])
  })

  it.each([...roles, 'postgres'])(
    '%s is confined: no root, no capability, no writable file system, bounded',
    (name) => {
      const service = compose.services[name]
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
      for (const bound of ['mem_limit', 'cpus', 'pids_limit']) expect(service, bound).toHaveProperty(bound)
      if (name === 'postgres') expect(service.user).toBe('postgres')
      else expect(read('Dockerfile')).toMatch(/^USER node$/m)
    },
  )

  it.each(['postgres', 'worker', 'bot', 'web'])('%s has a health check and the time that its stop may take', (name) => {
    const { healthcheck, stop_grace_period } = compose.services[name]
    expect(healthcheck.test[0]).toBe('CMD')
    expect(Number.parseInt(stop_grace_period, 10)).toBeGreaterThan(10)
  })
})

import { type MessagePort, parentPort } from 'node:worker_threads'
import { init, runBaseTests, setupEnvironment } from 'vitest/worker'

type Listener = (message: unknown) => void

const port = parentPort as MessagePort
const listeners: Listener[] = []

/** The first listener takes requests; each run adds one for its calls, which replaces that of the run before. */
function listen(listener: Listener): void {
  const before = listeners[1]
  if (before !== undefined) {
    port.off('message', before)
    listeners.pop()
  }
  listeners.push(listener)
  port.on('message', listener)
}

init({
  post: (response) => port.postMessage(response),
  on: listen,
  off: (listener) => port.off('message', listener),
  runTests: (state, traces) => runBaseTests('run', state, traces),
  collectTests: (state, traces) => runBaseTests('collect', state, traces),
  setup: setupEnvironment,
})

import type { Socket } from 'node:net'
import { type buildConnector, Client, type Dispatcher } from 'undici'

/** A way to send one request, whose connection the caller ends. */
export interface LoneConnection {
  dispatcher: Dispatcher
  /**
   * Ends the connection at once, or the attempt to make it; again is no harm. Before the answer is whole a reason must be given,
   * or undici would take the end for the end of a body without a length.
   */
  end(reason?: Error): void
}

/**
 * A connection to one origin for one request. Beside an `Agent` with `reset` it costs half: no pool and no books are kept
 * for an origin that is not asked again, and no error with its stack is made only to close a socket that did well.
 */
export function loneConnection(
  origin: string,
  connect: buildConnector.connector,
  options: Omit<Client.Options, 'connect'>,
): LoneConnection {
  let socket: Socket | null = null
  const client = new Client(origin, {
    ...options,
    connect: (target, callback) =>
      connect(target, (...[error, made]: Parameters<buildConnector.Callback>) => {
        socket = made ?? null
        if (error === null) callback(null, made)
        else callback(error, null)
      }),
  })
  const end = (reason?: Error) => {
    if (socket !== null) socket.destroy(reason)
    // Not while the client is in the middle of telling of its failure.
    else queueMicrotask(() => void client.destroy())
  }
  return { dispatcher: client, end }
}

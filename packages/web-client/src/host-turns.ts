interface Host {
  open: number
  waiting: (() => void)[]
}

/** Lets at most so many visits to one host go on at once; the others wait in order. */
export class HostTurns {
  readonly #hosts = new Map<string, Host>()

  /** Resolves when it is this visit's turn, with what to call at its end. */
  async take(name: string, most: number): Promise<() => void> {
    const host = this.#hosts.get(name) ?? { open: 0, waiting: [] }
    this.#hosts.set(name, host)
    // Whoever ends hands its turn straight on, so that nobody who comes later can slip in between.
    if (host.open >= most) await new Promise<void>((resolve) => host.waiting.push(resolve))
    else host.open++
    let isOver = false
    return () => {
      if (!isOver) this.#pass(name, host)
      isOver = true
    }
  }

  #pass(name: string, host: Host): void {
    const next = host.waiting.shift()
    if (next !== undefined) next()
    else if (--host.open === 0) this.#hosts.delete(name)
  }
}

/** A topic file, or an edit to one, that cannot be used; `problems` are lines a person can act on. */
export class TopicError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'TopicError'
    this.problems = problems
  }
}

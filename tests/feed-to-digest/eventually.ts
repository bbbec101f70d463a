/** Repeats an assertion until it holds; after `withinMs` its own error is thrown. */
export async function eventually(assertion: () => unknown, withinMs = 40_000): Promise<void> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      return void (await assertion())
    } catch (error) {
      if (performance.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

// What Stryker runs for every mutant: the tests of matching alone, without a database and without the two
// property tests that take seconds. A mutant that only those would find counts as survived.
export default {
  test: {
    include: ['packages/core/src/{arabic,topic}/**/*.test.ts'],
    testNamePattern: /^(?!.*(never raised by an unrelated|marks, tatweel and controls are sprinkled))/,
    testTimeout: 20_000,
    // Topics are compiled while a file loads: with modules kept from one mutant to the next, mutants of the compiler would never run.
    isolate: true,
  },
}

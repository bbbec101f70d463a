// What Stryker runs for every mutant: the tests of matching alone, without a database and without the two
// property tests that take seconds. A mutant that only those would find counts as survived.
export default {
  test: {
    include: ['packages/core/src/{arabic,topic}/**/*.test.ts'],
    testNamePattern: /^(?!.*(never raised by an unrelated|marks, tatweel and controls are sprinkled))/,
    testTimeout: 20_000,
    // The files share nothing that changes, and modules loaded once make a mutant several times cheaper.
    isolate: false,
  },
}

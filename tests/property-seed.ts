import fc from 'fast-check'

// Properties are tried with the same examples in every run, so that a red run can be had again and a green one says something about
// the commit. Other examples: `PROPERTY_SEED=$RANDOM npm test`; tens of thousands of them: `npm run bench:fuzz`.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1_448_483_201) })

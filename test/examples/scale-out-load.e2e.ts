import { afterEach, beforeEach, expect, it } from 'vitest'
import { pageId } from '../../examples/demo/recorded.ts'
import { accepted, percentile, type SlowCcm, shootAt, startSlowCcm } from './load.ts'
import { createRig, type Rig, untilDone } from './scale-out-rig.ts'

let rig: Rig
let ccm: SlowCcm

beforeEach(async () => {
  rig = await createRig()
  ccm = await startSlowCcm(2000)
})

afterEach(async () => {
  await rig.close()
  ccm.close()
})

it('answers 200 webhooks a second while CCM takes 2 s, and passes all on', async () => {
  const receiver = await rig.start('receiver')
  await rig.start('worker', { CCM_URL: ccm.url, CONCURRENCY: '1000' })
  const shots = await shootAt({
    url: `${receiver.url}/facebook-connector/webhook`,
    appSecret: String(rig.env.APP_SECRET),
    pageId,
    rate: 200,
    count: 2000,
    customers: 500,
  })
  const times = shots.map(({ ms }) => ms)
  // Printed, not judged: how fast the answers come depends on what else the machine does.
  const figures = [50, 99, 100].map((part) => `p${part} ${percentile(times, part).toFixed(1)} ms`)
  console.log(`scale-out: ${shots.length} webhooks, ${figures.join(', ')}`)
  expect(shots.filter(({ status }) => status !== 200)).toEqual([])

  await untilDone(rig)
  expect(ccm.received).toEqual(accepted(shots))
})

import { expect, it } from 'vitest'
import { HostTurns } from './host-turns.ts'

it('lets visits to one host go one after the other, in the order they came', async () => {
  const turns = new HostTurns()
  const order: number[] = []
  let open = 0
  const visit = async (n: number) => {
    const end = await turns.take('news.test', 1)
    expect(++open).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 2))
    order.push(n)
    open--
    end()
  }
  await Promise.all([visit(1), visit(2), visit(3)])
  await visit(4)
  expect(order).toEqual([1, 2, 3, 4])
})

it('does not make one host wait for another, and allows as many as it is told', async () => {
  const turns = new HostTurns()
  await turns.take('a.test', 1)
  await turns.take('b.test', 2)
  await turns.take('b.test', 2)
  const third = turns.take('b.test', 2)
  expect(await Promise.race([third, Promise.resolve('waits')])).toBe('waits')
})

it('counts an end once, however often it is called', async () => {
  const turns = new HostTurns()
  const end = await turns.take('a.test', 1)
  const second = turns.take('a.test', 1)
  end()
  end()
  await second
  const third = turns.take('a.test', 1)
  expect(await Promise.race([third, Promise.resolve('waits')])).toBe('waits')
})

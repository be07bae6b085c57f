import { describe, expect, it } from 'vitest'
import { isBuiltOn, isProvable, recordedAs } from '../../src/media/container.ts'
import { recordingRows, wrappingRows } from '../../src/media/container-types.ts'
import { plainMimeTypeOf } from '../../src/media/kind.ts'

describe('the tables of containers', () => {
  const names = [
    ...wrappingRows.map(({ mimeType }) => mimeType),
    ...recordingRows.flatMap(({ audio, video }) => [audio, video]),
  ]

  it.each(names)('%s stands there once, by its usual name', (name) => {
    expect(names.filter((other) => other === name)).toEqual([name])
    expect(plainMimeTypeOf(name)).toBe(name)
  })

  it.each([...wrappingRows, ...recordingRows])('$source is where a row comes from', (row) => {
    expect(new URL(row.source).protocol).toBe('https:')
  })
})

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

describe('isBuiltOn', () => {
  it.each([
    [docx, 'application/zip', true],
    ['application/msword', 'application/x-cfb', true],
    ['image/svg+xml', 'application/xml', true],
    ['model/3mf', 'application/zip', true],
    ['application/pdf', 'application/zip', false],
    ['image/png', 'application/zip', false],
    ['video/mp4', 'application/xml', false],
    [docx, 'application/pdf', false],
    [docx, 'video/mp4', false],
  ])('%s on %s: %s', (claimed, shown, expected) => {
    expect(isBuiltOn(claimed, shown)).toBe(expected)
  })
})

describe('isProvable', () => {
  it.each([
    ['image/png', true],
    ['audio/mpeg', true],
    ['application/pdf', true],
    [docx, false],
    ['text/csv', false],
  ])('%s: %s', (mimeType, expected) => {
    expect(isProvable(mimeType)).toBe(expected)
  })
})

describe('recordedAs', () => {
  it.each([
    ['video/mp4', 'audio', 'audio/mp4'],
    ['audio/ogg', 'video', 'video/ogg'],
    ['video/webm', 'video', 'video/webm'],
    ['audio/mpeg', 'video', 'audio/mpeg'],
    ['application/pdf', 'audio', 'application/pdf'],
  ] as const)('%s as %s is %s', (mimeType, kind, expected) => {
    expect(recordedAs(mimeType, kind)).toBe(expected)
  })
})

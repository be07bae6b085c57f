import { describe, expect, it } from 'vitest'
import { PayloadError } from '../../../src/errors.ts'
import { messagesOf } from '../translate.ts'

const map = 'https://www.google.com/maps/search/?api=1&query='

describe('LOCATION', () => {
  it.each([
    'https://maps.example.com/?q=31,74',
    'https://maps.example.com/?q=31%2C74&z=7',
    'https://maps.example.com/@31,74,17z',
  ])('adds no map to one of its own: %s', (url) => {
    expect(textFor(31, 74, url)).toBe(url)
  })

  it.each([
    'https://shop.example.com/p/3174',
    'https://shop.example.com/31?colour=74',
    'https://maps.example.com/?q=131,74',
    'https://maps.example.com/?q=-31,74',
    'https://maps.example.com/?q=5.31,74',
    'https://maps.example.com/?q=31,745',
    'https://maps.example.com/?q=31,74.5',
    'https://maps.example.com/?q=74,31',
  ])('adds a map to an address that shows another place, or none: %s', (url) => {
    expect(textFor(31, 74, url)).toBe(`${url}\n${map}31,74`)
  })

  it('takes the points of its degrees for points', () => {
    const url = 'https://maps.example.com/?q=31x5,74x5'
    expect(textFor(31.5, 74.5, url)).toBe(`${url}\n${map}31.5,74.5`)
  })

  it.each([
    [-1e-9, 0, '0,0'],
    [1e-7, -1e-8, '0.0000001,-0.00000001'],
    [-90, 180, '-90,180'],
  ])(
    'writes %d and %d without sign of nothing and without exponent',
    (latitude, longitude, pair) => {
      expect(textFor(latitude, longitude)).toBe(map + pair)
    },
  )

  it.each([
    [90.5, 0, 'latitude'],
    [1e21, 0, 'latitude'],
    [0, -180.5, 'longitude'],
  ])('is refused where no place is: %d, %d', (latitude, longitude, name) => {
    expect(() => textFor(latitude, longitude)).toThrow(PayloadError)
    expect(() => textFor(latitude, longitude)).toThrow(`body.location.${name}`)
  })
})

function textFor(latitude: number, longitude: number, url?: string): unknown {
  const body = { type: 'LOCATION', location: { latitude, longitude }, additionalDetails: { url } }
  return Object(messagesOf(body)[0]).text
}

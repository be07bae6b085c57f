/** The longest time that timers of JavaScript can wait, in ms. */
export const longestTimeout = 2 ** 31 - 1

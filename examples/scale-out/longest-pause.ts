/** The longest pause between attempts that nobody asked for, in ms. */
export const longestPause = 5 * 60 * 1000

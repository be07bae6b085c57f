/** Words that the READMEs of the field do without. */
export const stilted =
  /\b(?:told|tells|hence|whoever|doors?|comes of|as it came|where there is none)\b/i

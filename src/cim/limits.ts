/** Limits of the vendor's object model and channel, one row each. */
export const cimLimits = {
  /** Value of an additional attribute of type String2000. */
  attributeText: {
    max: 2000,
    unit: 'characters',
    source: 'Expertflow CIM object model 1.21.1, AttributeType.String2000',
  },
  /** Value of an additional attribute of type String100. */
  shortAttributeText: {
    max: 100,
    unit: 'characters',
    source: 'Expertflow CIM object model 1.21.1, AttributeType.String100',
  },
  /** A file of the Facebook channel, either way: 25 MB. File Engine's own limit starts at 5 MB. */
  fileBytes: {
    max: 25 * 1024 * 1024,
    unit: 'bytes',
    source: 'Expertflow CX documentation, Facebook connector: supported media',
  },
} as const

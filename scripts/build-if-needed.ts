/** Makes `dist` current, for tools that look at it. */
import { build } from './project.ts'

build()

/**
 * Runs before `npm publish`: refuses to publish without `repository`, as the registry would after the
 * upload. Provenance says in which repository a package was built, and that has to be the one it names.
 * A dry run only prints it.
 */
import { manifest } from './project.ts'

if (manifest.repository === undefined) {
  console.error(
    'package.json has no `repository`, which provenance needs: see docs/contributing/releasing.md',
  )
  if (process.env.npm_config_dry_run !== 'true') process.exitCode = 1
}

/** Whether a service answered with HTML, by its headers. */
export function isHtml({ headers }: Response): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(headers.get('content-type') ?? '')
}

/** Whether HTML is a whole page, such as a gateway's login form, and not the short answer of a service. */
export function isHtmlPage(html: string): boolean {
  return /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body)\b/i.test(
    html,
  )
}

// Search on pages that were opened from a disk: a browser starts no worker for them, so a hidden frame does its work.
if (location.protocol === "file:") {
  window.IFrameWorker = window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.appendChild(frame)
      this.frame = frame.contentWindow
      const page = frame.contentDocument
      const load = (address) => new Promise((done, fail) => {
        const script = page.createElement("script")
        script.src = address
        script.onload = done
        script.onerror = fail
        page.body.appendChild(script)
      })
      this.frame.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }))
      this.frame.importScripts = (...urls) => urls.reduce((before, one) => before.then(() => load(one)), Promise.resolve())
      this.ready = load(new URL(url, document.baseURI).href)
    }
    postMessage(data) {
      this.ready.then(() => this.frame.dispatchEvent(new this.frame.MessageEvent("message", { data })))
    }
    terminate() {
      this.frame.frameElement.remove()
    }
  }
}

// The least that a server in Go does for the same upload: reads the form, hashes the file and writes it to a disk.
// `peer ADDRESS FOLDER`; Go's own library does all of it.
package main

import (
	"crypto/md5"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
)

func main() {
	folder := os.Args[2]
	var last atomic.Int64
	http.HandleFunc("/upload", func(w http.ResponseWriter, r *http.Request) {
		form, err := r.MultipartReader()
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		part, err := form.NextPart()
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		id := last.Add(1)
		file, err := os.Create(filepath.Join(folder, fmt.Sprint(id)))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer file.Close()
		hash := md5.New()
		if _, err := io.CopyBuffer(io.MultiWriter(file, hash), part, make([]byte, 1<<20)); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		io.Copy(io.Discard, r.Body)
		fmt.Fprintf(w, `{"id":%d,"md5":"%x"}`, id, hash.Sum(nil))
	})
	log.Fatal(http.ListenAndServe(os.Args[1], nil))
}

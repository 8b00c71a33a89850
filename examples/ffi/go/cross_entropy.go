// Cross-entropy and its gradient from Go, by cgo.
//
//	CGO_CFLAGS=-I../../../include CGO_LDFLAGS="-L../../../target/release -lloss" go run cross_entropy.go
package main

/*
#include "loss.h"
*/
import "C"

import (
	"errors"
	"fmt"
	"log"
	"math"
	"runtime"
)

// crossEntropy returns the value and writes the gradient. The message of an error belongs to the thread
// that made it, and a goroutine may change threads between two calls.
func crossEntropy(logits []float32, target []int64, classes int, grad []float32) (float64, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var value C.double
	status := C.loss_cross_entropy_f32(
		(*C.float)(&logits[0]), (*C.int64_t)(&target[0]), C.size_t(len(target)), C.size_t(classes),
		nil, nil, &value, (*C.float)(&grad[0]))
	if status != C.LOSS_OK {
		return 0, errors.New(C.GoString(C.loss_last_error()))
	}
	return float64(value), nil
}

func main() {
	logits := []float32{2, 0.5, -1, 0.1, 0.2, 3}
	grad := make([]float32, len(logits))
	value, err := crossEntropy(logits, []int64{0, 1}, 3, grad)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("loss %.6f\ngrad", value)
	expected := []float64{-0.107201, 0.087645, 0.019556, 0.024656, -0.472751, 0.448096}
	if !(math.Abs(value-1.575456) < 1e-6) {
		log.Fatal("wrong value")
	}
	for i, g := range grad {
		fmt.Printf(" %.6f", g)
		if !(math.Abs(float64(g)-expected[i]) < 1e-6) {
			log.Fatal("wrong gradient")
		}
	}
	fmt.Println()

	if _, err = crossEntropy(logits, []int64{0, 7}, 3, grad); err == nil {
		log.Fatal("an index out of range was taken")
	}
	fmt.Println("error:", err)
}

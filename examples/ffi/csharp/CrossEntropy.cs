// Cross-entropy and its gradient from C#, by DllImport.
//   mcs CrossEntropy.cs && LD_LIBRARY_PATH=FOLDER/OF/libloss.so mono CrossEntropy.exe
using System;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;

static class CrossEntropy
{
    [DllImport("loss", EntryPoint = "loss_cross_entropy_f32")]
    static extern int Call(float[] logits, long[] target, UIntPtr rows, UIntPtr classes,
        IntPtr classOptions, IntPtr options, out double value, [In, Out] float[] grad);

    [DllImport("loss", EntryPoint = "loss_last_error")]
    static extern IntPtr LastError();

    static string Message() { return Marshal.PtrToStringAnsi(LastError()); }

    static void Check(bool right, string what)
    {
        if (!right) throw new InvalidOperationException(what);
    }

    static void Main()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        float[] logits = { 2f, 0.5f, -1f, 0.1f, 0.2f, 3f };
        var grad = new float[6];
        double value;
        int status = Call(logits, new long[] { 0, 1 }, (UIntPtr)2, (UIntPtr)3, IntPtr.Zero, IntPtr.Zero, out value, grad);
        Check(status == 0, Message());
        Console.WriteLine("loss {0:F6}", value);
        Console.WriteLine("grad " + string.Join(" ", grad.Select(g => ((double)g).ToString("F6"))));
        double[] expected = { -0.107201, 0.087645, 0.019556, 0.024656, -0.472751, 0.448096 };
        Check(Math.Abs(value - 1.575456) < 1e-6, "wrong value");
        Check(grad.Zip(expected, (g, e) => Math.Abs(g - e) < 1e-6).All(right => right), "wrong gradient");

        status = Call(logits, new long[] { 0, 7 }, (UIntPtr)2, (UIntPtr)3, IntPtr.Zero, IntPtr.Zero, out value, grad);
        Check(status != 0, "an index out of range was taken");
        Console.WriteLine("error {0}: {1}", status, Message());
    }
}

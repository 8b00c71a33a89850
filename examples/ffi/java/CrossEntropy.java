// Cross-entropy and its gradient from Java, by JNA. Compile and run with jna.jar on the class path:
//   javac -cp jna.jar CrossEntropy.java && java -cp jna.jar:. CrossEntropy PATH/TO/libloss.so
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.DoubleByReference;

public class CrossEntropy {
    /** What is used of loss.h. A size_t is as wide as a C long here. */
    public interface Loss extends Library {
        int loss_cross_entropy_f32(float[] logits, long[] target, NativeLong rows, NativeLong classes,
            Pointer classOptions, Pointer options, DoubleByReference value, float[] grad);

        String loss_last_error();
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException(what);
        }
    }

    public static void main(String[] arguments) {
        Loss loss = Native.load(arguments[0], Loss.class);
        float[] logits = {2f, 0.5f, -1f, 0.1f, 0.2f, 3f};
        float[] grad = new float[6];
        DoubleByReference value = new DoubleByReference();
        NativeLong rows = new NativeLong(2);
        NativeLong classes = new NativeLong(3);

        int status = loss.loss_cross_entropy_f32(logits, new long[] {0, 1}, rows, classes, null, null, value, grad);
        check(status == 0, loss.loss_last_error());
        System.out.printf("loss %.6f%n", value.getValue());
        double[] expected = {-0.107201, 0.087645, 0.019556, 0.024656, -0.472751, 0.448096};
        check(Math.abs(value.getValue() - 1.575456) < 1e-6, "wrong value");
        StringBuilder line = new StringBuilder("grad");
        for (int i = 0; i < grad.length; i++) {
            line.append(String.format(" %.6f", grad[i]));
            check(Math.abs(grad[i] - expected[i]) < 1e-6, "wrong gradient");
        }
        System.out.println(line);

        status = loss.loss_cross_entropy_f32(logits, new long[] {0, 7}, rows, classes, null, null, value, grad);
        check(status != 0, "an index out of range was taken");
        System.out.println("error " + status + ": " + loss.loss_last_error());
    }
}

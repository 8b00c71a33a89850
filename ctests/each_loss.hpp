// Members of each_loss in wrappers.cpp, which has the arrays and checks: the test of each loss, and all().
// Written by `cargo xtask gen` from the entries in losses. Do not edit.

void mse()
{
    const auto in_c = IN_C(C(T, mse)(inputs[0].data(), targets.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::mse(inputs[0], targets, grad, options));
    compare<T>("mse", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("mse", N, N, has_options | has_hessian, in_cpp);
    refused("mse", "target", OUTCOME(loss::mse(inputs[0], shorter(targets))));
    refused("mse", "grad", OUTCOME(loss::mse(inputs[0], targets, {own.data(), N - 1})));
}

void mse_rows()
{
    const auto in_c = IN_C(C(T, mse_rows)(inputs[0].data(), targets.data(), ROWS, CLASSES, options, value, grad));
    const auto in_cpp = IN_CPP(loss::mse_rows(inputs[0], targets, ROWS, CLASSES, grad, options));
    compare<T>("mse_rows", ROWS, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("mse_rows", ROWS, N, has_options | has_hessian, in_cpp);
    refused("mse_rows", "pred", OUTCOME(loss::mse_rows(shorter(inputs[0]), targets, ROWS, CLASSES)));
    refused("mse_rows", "target", OUTCOME(loss::mse_rows(inputs[0], shorter(targets), ROWS, CLASSES)));
    refused("mse_rows", "grad", OUTCOME(loss::mse_rows(inputs[0], targets, ROWS, CLASSES, {own.data(), N - 1})));
}

void rmse()
{
    const auto in_c = IN_C(C(T, rmse)(inputs[0].data(), targets.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::rmse(inputs[0], targets, grad, options));
    compare<T>("rmse", N, N, has_options, in_c, in_cpp);
    compare_lengths<T>("rmse", N, N, has_options, in_cpp);
    refused("rmse", "target", OUTCOME(loss::rmse(inputs[0], shorter(targets))));
    refused("rmse", "grad", OUTCOME(loss::rmse(inputs[0], targets, {own.data(), N - 1})));
}

void l1()
{
    const auto in_c = IN_C(C(T, l1)(inputs[0].data(), targets.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::l1(inputs[0], targets, grad, options));
    compare<T>("l1", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("l1", N, N, has_options | has_hessian, in_cpp);
    refused("l1", "target", OUTCOME(loss::l1(inputs[0], shorter(targets))));
    refused("l1", "grad", OUTCOME(loss::l1(inputs[0], targets, {own.data(), N - 1})));
}

void smooth_l1()
{
    const auto in_c = IN_C(C(T, smooth_l1)(inputs[0].data(), targets.data(), N, 1.5, options, value, grad));
    const auto in_cpp = IN_CPP(loss::smooth_l1(inputs[0], targets, 1.5, grad, options));
    compare<T>("smooth_l1", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("smooth_l1", N, N, has_options | has_hessian, in_cpp);
    refused("smooth_l1", "target", OUTCOME(loss::smooth_l1(inputs[0], shorter(targets), 1.5)));
    refused("smooth_l1", "grad", OUTCOME(loss::smooth_l1(inputs[0], targets, 1.5, {own.data(), N - 1})));
}

void huber()
{
    const auto in_c = IN_C(C(T, huber)(inputs[0].data(), targets.data(), N, 1.5, options, value, grad));
    const auto in_cpp = IN_CPP(loss::huber(inputs[0], targets, 1.5, grad, options));
    compare<T>("huber", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("huber", N, N, has_options | has_hessian, in_cpp);
    refused("huber", "target", OUTCOME(loss::huber(inputs[0], shorter(targets), 1.5)));
    refused("huber", "grad", OUTCOME(loss::huber(inputs[0], targets, 1.5, {own.data(), N - 1})));
}

void pseudo_huber()
{
    const auto in_c = IN_C(C(T, pseudo_huber)(inputs[0].data(), targets.data(), N, 1.5, options, value, grad));
    const auto in_cpp = IN_CPP(loss::pseudo_huber(inputs[0], targets, 1.5, grad, options));
    compare<T>("pseudo_huber", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("pseudo_huber", N, N, has_options | has_hessian, in_cpp);
    refused("pseudo_huber", "target", OUTCOME(loss::pseudo_huber(inputs[0], shorter(targets), 1.5)));
    refused("pseudo_huber", "grad", OUTCOME(loss::pseudo_huber(inputs[0], targets, 1.5, {own.data(), N - 1})));
}

void log_cosh()
{
    const auto in_c = IN_C(C(T, log_cosh)(inputs[0].data(), targets.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::log_cosh(inputs[0], targets, grad, options));
    compare<T>("log_cosh", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("log_cosh", N, N, has_options | has_hessian, in_cpp);
    refused("log_cosh", "target", OUTCOME(loss::log_cosh(inputs[0], shorter(targets))));
    refused("log_cosh", "grad", OUTCOME(loss::log_cosh(inputs[0], targets, {own.data(), N - 1})));
}

void fair()
{
    const auto in_c = IN_C(C(T, fair)(inputs[0].data(), targets.data(), N, 1.5, options, value, grad));
    const auto in_cpp = IN_CPP(loss::fair(inputs[0], targets, 1.5, grad, options));
    compare<T>("fair", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("fair", N, N, has_options | has_hessian, in_cpp);
    refused("fair", "target", OUTCOME(loss::fair(inputs[0], shorter(targets), 1.5)));
    refused("fair", "grad", OUTCOME(loss::fair(inputs[0], targets, 1.5, {own.data(), N - 1})));
}

void general_robust()
{
    const auto in_c = IN_C(C(T, general_robust)(inputs[0].data(), targets.data(), N, -1.5, 0.75, options, value, grad));
    const auto in_cpp = IN_CPP(loss::general_robust(inputs[0], targets, -1.5, 0.75, grad, options));
    compare<T>("general_robust", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("general_robust", N, N, has_options | has_hessian, in_cpp);
    refused("general_robust", "target", OUTCOME(loss::general_robust(inputs[0], shorter(targets), -1.5, 0.75)));
    refused("general_robust", "grad",
            OUTCOME(loss::general_robust(inputs[0], targets, -1.5, 0.75, {own.data(), N - 1})));
}

void lp()
{
    const auto in_c = IN_C(C(T, lp)(inputs[0].data(), targets.data(), N, 1.5, options, value, grad));
    const auto in_cpp = IN_CPP(loss::lp(inputs[0], targets, 1.5, grad, options));
    compare<T>("lp", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("lp", N, N, has_options | has_hessian, in_cpp);
    refused("lp", "target", OUTCOME(loss::lp(inputs[0], shorter(targets), 1.5)));
    refused("lp", "grad", OUTCOME(loss::lp(inputs[0], targets, 1.5, {own.data(), N - 1})));
}

void quantile()
{
    const auto in_c = IN_C(C(T, quantile)(inputs[0].data(), targets.data(), N, 0.3, options, value, grad));
    const auto in_cpp = IN_CPP(loss::quantile(inputs[0], targets, 0.3, grad, options));
    compare<T>("quantile", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("quantile", N, N, has_options | has_hessian, in_cpp);
    refused("quantile", "target", OUTCOME(loss::quantile(inputs[0], shorter(targets), 0.3)));
    refused("quantile", "grad", OUTCOME(loss::quantile(inputs[0], targets, 0.3, {own.data(), N - 1})));
}

void expectile()
{
    const auto in_c = IN_C(C(T, expectile)(inputs[0].data(), targets.data(), N, 0.3, options, value, grad));
    const auto in_cpp = IN_CPP(loss::expectile(inputs[0], targets, 0.3, grad, options));
    compare<T>("expectile", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("expectile", N, N, has_options | has_hessian, in_cpp);
    refused("expectile", "target", OUTCOME(loss::expectile(inputs[0], shorter(targets), 0.3)));
    refused("expectile", "grad", OUTCOME(loss::expectile(inputs[0], targets, 0.3, {own.data(), N - 1})));
}

void epsilon_insensitive()
{
    const auto in_c = IN_C(C(T, epsilon_insensitive)(inputs[0].data(), targets.data(), N, 0.25, options, value, grad));
    const auto in_cpp = IN_CPP(loss::epsilon_insensitive(inputs[0], targets, 0.25, grad, options));
    compare<T>("epsilon_insensitive", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("epsilon_insensitive", N, N, has_options | has_hessian, in_cpp);
    refused("epsilon_insensitive", "target", OUTCOME(loss::epsilon_insensitive(inputs[0], shorter(targets), 0.25)));
    refused("epsilon_insensitive", "grad",
            OUTCOME(loss::epsilon_insensitive(inputs[0], targets, 0.25, {own.data(), N - 1})));
}

void squared_epsilon_insensitive()
{
    const auto in_c = IN_C(C(T, squared_epsilon_insensitive)(inputs[0].data(), targets.data(), N, 0.25, options, value,
                                                             grad));
    const auto in_cpp = IN_CPP(loss::squared_epsilon_insensitive(inputs[0], targets, 0.25, grad, options));
    compare<T>("squared_epsilon_insensitive", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("squared_epsilon_insensitive", N, N, has_options | has_hessian, in_cpp);
    refused("squared_epsilon_insensitive", "target",
            OUTCOME(loss::squared_epsilon_insensitive(inputs[0], shorter(targets), 0.25)));
    refused("squared_epsilon_insensitive", "grad",
            OUTCOME(loss::squared_epsilon_insensitive(inputs[0], targets, 0.25, {own.data(), N - 1})));
}

void mape()
{
    const auto in_c = IN_C(C(T, mape)(inputs[0].data(), targets.data(), N, 0.25, options, value, grad));
    const auto in_cpp = IN_CPP(loss::mape(inputs[0], targets, 0.25, grad, options));
    compare<T>("mape", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("mape", N, N, has_options | has_hessian, in_cpp);
    refused("mape", "target", OUTCOME(loss::mape(inputs[0], shorter(targets), 0.25)));
    refused("mape", "grad", OUTCOME(loss::mape(inputs[0], targets, 0.25, {own.data(), N - 1})));
}

void msle()
{
    const auto in_c = IN_C(C(T, msle)(inputs[0].data(), targets.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::msle(inputs[0], targets, grad, options));
    compare<T>("msle", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("msle", N, N, has_options | has_hessian, in_cpp);
    refused("msle", "target", OUTCOME(loss::msle(inputs[0], shorter(targets))));
    refused("msle", "grad", OUTCOME(loss::msle(inputs[0], targets, {own.data(), N - 1})));
}

void poisson_nll_log()
{
    const auto in_c = IN_C(C(T, poisson_nll_log)(inputs[0].data(), targets.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::poisson_nll_log(inputs[0], targets, grad, options));
    compare<T>("poisson_nll_log", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("poisson_nll_log", N, N, has_options | has_hessian, in_cpp);
    refused("poisson_nll_log", "target", OUTCOME(loss::poisson_nll_log(inputs[0], shorter(targets))));
    refused("poisson_nll_log", "grad", OUTCOME(loss::poisson_nll_log(inputs[0], targets, {own.data(), N - 1})));
}

void poisson_nll()
{
    const auto in_c = IN_C(C(T, poisson_nll)(inputs[0].data(), targets.data(), N, 0.25, options, value, grad));
    const auto in_cpp = IN_CPP(loss::poisson_nll(inputs[0], targets, 0.25, grad, options));
    compare<T>("poisson_nll", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("poisson_nll", N, N, has_options | has_hessian, in_cpp);
    refused("poisson_nll", "target", OUTCOME(loss::poisson_nll(inputs[0], shorter(targets), 0.25)));
    refused("poisson_nll", "grad", OUTCOME(loss::poisson_nll(inputs[0], targets, 0.25, {own.data(), N - 1})));
}

void gamma_deviance_log()
{
    const auto in_c = IN_C(C(T, gamma_deviance_log)(inputs[0].data(), targets.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::gamma_deviance_log(inputs[0], targets, grad, options));
    compare<T>("gamma_deviance_log", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("gamma_deviance_log", N, N, has_options | has_hessian, in_cpp);
    refused("gamma_deviance_log", "target", OUTCOME(loss::gamma_deviance_log(inputs[0], shorter(targets))));
    refused("gamma_deviance_log", "grad", OUTCOME(loss::gamma_deviance_log(inputs[0], targets, {own.data(), N - 1})));
}

void tweedie_deviance_log()
{
    const auto in_c = IN_C(C(T, tweedie_deviance_log)(inputs[0].data(), targets.data(), N, 1.25, options, value, grad));
    const auto in_cpp = IN_CPP(loss::tweedie_deviance_log(inputs[0], targets, 1.25, grad, options));
    compare<T>("tweedie_deviance_log", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("tweedie_deviance_log", N, N, has_options | has_hessian, in_cpp);
    refused("tweedie_deviance_log", "target", OUTCOME(loss::tweedie_deviance_log(inputs[0], shorter(targets), 1.25)));
    refused("tweedie_deviance_log", "grad",
            OUTCOME(loss::tweedie_deviance_log(inputs[0], targets, 1.25, {own.data(), N - 1})));
}

void tweedie_deviance()
{
    const auto in_c = IN_C(C(T, tweedie_deviance)(inputs[0].data(), targets.data(), N, 1.25, options, value, grad));
    const auto in_cpp = IN_CPP(loss::tweedie_deviance(inputs[0], targets, 1.25, grad, options));
    compare<T>("tweedie_deviance", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("tweedie_deviance", N, N, has_options | has_hessian, in_cpp);
    refused("tweedie_deviance", "target", OUTCOME(loss::tweedie_deviance(inputs[0], shorter(targets), 1.25)));
    refused("tweedie_deviance", "grad", OUTCOME(loss::tweedie_deviance(inputs[0], targets, 1.25, {own.data(), N - 1})));
}

void gaussian_nll()
{
    const auto in_c = IN_C(C(T, gaussian_nll)(inputs[0].data(), inputs[1].data(), targets.data(), N, 0.5, 0.25, options,
                                              value, grad, grad + N));
    const auto in_cpp = IN_CPP(loss::gaussian_nll(inputs[0], inputs[1], targets, 0.5, 0.25, part(grad, 0, 2),
                                                  part(grad, 1, 2), options));
    compare<T>("gaussian_nll", N, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("gaussian_nll", N, 2 * N, has_options, in_cpp);
    refused("gaussian_nll", "var", OUTCOME(loss::gaussian_nll(inputs[0], shorter(inputs[1]), targets, 0.5, 0.25)));
    refused("gaussian_nll", "target", OUTCOME(loss::gaussian_nll(inputs[0], inputs[1], shorter(targets), 0.5, 0.25)));
    refused("gaussian_nll", "grad_mean",
            OUTCOME(loss::gaussian_nll(inputs[0], inputs[1], targets, 0.5, 0.25, {own.data(), N - 1})));
    refused("gaussian_nll", "grad_var",
            OUTCOME(loss::gaussian_nll(inputs[0], inputs[1], targets, 0.5, 0.25, {}, {own.data(), N - 1})));
}

void gaussian_nll_log()
{
    const auto in_c = IN_C(C(T, gaussian_nll_log)(inputs[0].data(), inputs[1].data(), targets.data(), N, options, value,
                                                  grad, grad + N));
    const auto in_cpp = IN_CPP(loss::gaussian_nll_log(inputs[0], inputs[1], targets, part(grad, 0, 2), part(grad, 1, 2),
                                                      options));
    compare<T>("gaussian_nll_log", N, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("gaussian_nll_log", N, 2 * N, has_options, in_cpp);
    refused("gaussian_nll_log", "log_var", OUTCOME(loss::gaussian_nll_log(inputs[0], shorter(inputs[1]), targets)));
    refused("gaussian_nll_log", "target", OUTCOME(loss::gaussian_nll_log(inputs[0], inputs[1], shorter(targets))));
    refused("gaussian_nll_log", "grad_mean",
            OUTCOME(loss::gaussian_nll_log(inputs[0], inputs[1], targets, {own.data(), N - 1})));
    refused("gaussian_nll_log", "grad_log_var",
            OUTCOME(loss::gaussian_nll_log(inputs[0], inputs[1], targets, {}, {own.data(), N - 1})));
}

void laplace_nll()
{
    const auto in_c = IN_C(C(T, laplace_nll)(inputs[0].data(), inputs[1].data(), targets.data(), N, 0.25, options, value,
                                             grad, grad + N));
    const auto in_cpp = IN_CPP(loss::laplace_nll(inputs[0], inputs[1], targets, 0.25, part(grad, 0, 2), part(grad, 1, 2),
                                                 options));
    compare<T>("laplace_nll", N, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("laplace_nll", N, 2 * N, has_options, in_cpp);
    refused("laplace_nll", "scale", OUTCOME(loss::laplace_nll(inputs[0], shorter(inputs[1]), targets, 0.25)));
    refused("laplace_nll", "target", OUTCOME(loss::laplace_nll(inputs[0], inputs[1], shorter(targets), 0.25)));
    refused("laplace_nll", "grad_loc",
            OUTCOME(loss::laplace_nll(inputs[0], inputs[1], targets, 0.25, {own.data(), N - 1})));
    refused("laplace_nll", "grad_scale",
            OUTCOME(loss::laplace_nll(inputs[0], inputs[1], targets, 0.25, {}, {own.data(), N - 1})));
}

void laplace_nll_log()
{
    const auto in_c = IN_C(C(T, laplace_nll_log)(inputs[0].data(), inputs[1].data(), targets.data(), N, options, value,
                                                 grad, grad + N));
    const auto in_cpp = IN_CPP(loss::laplace_nll_log(inputs[0], inputs[1], targets, part(grad, 0, 2), part(grad, 1, 2),
                                                     options));
    compare<T>("laplace_nll_log", N, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("laplace_nll_log", N, 2 * N, has_options, in_cpp);
    refused("laplace_nll_log", "log_scale", OUTCOME(loss::laplace_nll_log(inputs[0], shorter(inputs[1]), targets)));
    refused("laplace_nll_log", "target", OUTCOME(loss::laplace_nll_log(inputs[0], inputs[1], shorter(targets))));
    refused("laplace_nll_log", "grad_loc",
            OUTCOME(loss::laplace_nll_log(inputs[0], inputs[1], targets, {own.data(), N - 1})));
    refused("laplace_nll_log", "grad_log_scale",
            OUTCOME(loss::laplace_nll_log(inputs[0], inputs[1], targets, {}, {own.data(), N - 1})));
}

void student_t_nll()
{
    const auto in_c = IN_C(C(T, student_t_nll)(inputs[0].data(), inputs[1].data(), targets.data(), N, 3.5, 0.25, options,
                                               value, grad, grad + N));
    const auto in_cpp = IN_CPP(loss::student_t_nll(inputs[0], inputs[1], targets, 3.5, 0.25, part(grad, 0, 2),
                                                   part(grad, 1, 2), options));
    compare<T>("student_t_nll", N, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("student_t_nll", N, 2 * N, has_options, in_cpp);
    refused("student_t_nll", "scale", OUTCOME(loss::student_t_nll(inputs[0], shorter(inputs[1]), targets, 3.5, 0.25)));
    refused("student_t_nll", "target", OUTCOME(loss::student_t_nll(inputs[0], inputs[1], shorter(targets), 3.5, 0.25)));
    refused("student_t_nll", "grad_loc",
            OUTCOME(loss::student_t_nll(inputs[0], inputs[1], targets, 3.5, 0.25, {own.data(), N - 1})));
    refused("student_t_nll", "grad_scale",
            OUTCOME(loss::student_t_nll(inputs[0], inputs[1], targets, 3.5, 0.25, {}, {own.data(), N - 1})));
}

void hinge()
{
    const auto in_c = IN_C(C(T, hinge)(inputs[0].data(), signs.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::hinge(inputs[0], signs, grad, options));
    compare<T>("hinge", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("hinge", N, N, has_options | has_hessian, in_cpp);
    refused("hinge", "target", OUTCOME(loss::hinge(inputs[0], shorter(signs))));
    refused("hinge", "grad", OUTCOME(loss::hinge(inputs[0], signs, {own.data(), N - 1})));
}

void bce()
{
    const auto in_c = IN_C(C(T, bce)(inputs[0].data(), targets.data(), N, 0.25, options, value, grad));
    const auto in_cpp = IN_CPP(loss::bce(inputs[0], targets, 0.25, grad, options));
    compare<T>("bce", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("bce", N, N, has_options | has_hessian, in_cpp);
    refused("bce", "target", OUTCOME(loss::bce(inputs[0], shorter(targets), 0.25)));
    refused("bce", "grad", OUTCOME(loss::bce(inputs[0], targets, 0.25, {own.data(), N - 1})));
}

void bce_logits()
{
    const auto in_c = IN_C(C(T, bce_logits)(inputs[0].data(), targets.data(), N, 1.5, 0.25, options, value, grad));
    const auto in_cpp = IN_CPP(loss::bce_logits(inputs[0], targets, 1.5, 0.25, grad, options));
    compare<T>("bce_logits", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("bce_logits", N, N, has_options | has_hessian, in_cpp);
    refused("bce_logits", "target", OUTCOME(loss::bce_logits(inputs[0], shorter(targets), 1.5, 0.25)));
    refused("bce_logits", "grad", OUTCOME(loss::bce_logits(inputs[0], targets, 1.5, 0.25, {own.data(), N - 1})));
}

void squared_hinge()
{
    const auto in_c = IN_C(C(T, squared_hinge)(inputs[0].data(), signs.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::squared_hinge(inputs[0], signs, grad, options));
    compare<T>("squared_hinge", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("squared_hinge", N, N, has_options | has_hessian, in_cpp);
    refused("squared_hinge", "target", OUTCOME(loss::squared_hinge(inputs[0], shorter(signs))));
    refused("squared_hinge", "grad", OUTCOME(loss::squared_hinge(inputs[0], signs, {own.data(), N - 1})));
}

void perceptron()
{
    const auto in_c = IN_C(C(T, perceptron)(inputs[0].data(), signs.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::perceptron(inputs[0], signs, grad, options));
    compare<T>("perceptron", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("perceptron", N, N, has_options | has_hessian, in_cpp);
    refused("perceptron", "target", OUTCOME(loss::perceptron(inputs[0], shorter(signs))));
    refused("perceptron", "grad", OUTCOME(loss::perceptron(inputs[0], signs, {own.data(), N - 1})));
}

void hinge_embedding()
{
    const auto in_c = IN_C(C(T, hinge_embedding)(inputs[0].data(), signs.data(), N, 1.5, options, value, grad));
    const auto in_cpp = IN_CPP(loss::hinge_embedding(inputs[0], signs, 1.5, grad, options));
    compare<T>("hinge_embedding", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("hinge_embedding", N, N, has_options | has_hessian, in_cpp);
    refused("hinge_embedding", "target", OUTCOME(loss::hinge_embedding(inputs[0], shorter(signs), 1.5)));
    refused("hinge_embedding", "grad", OUTCOME(loss::hinge_embedding(inputs[0], signs, 1.5, {own.data(), N - 1})));
}

void modified_huber()
{
    const auto in_c = IN_C(C(T, modified_huber)(inputs[0].data(), signs.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::modified_huber(inputs[0], signs, grad, options));
    compare<T>("modified_huber", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("modified_huber", N, N, has_options | has_hessian, in_cpp);
    refused("modified_huber", "target", OUTCOME(loss::modified_huber(inputs[0], shorter(signs))));
    refused("modified_huber", "grad", OUTCOME(loss::modified_huber(inputs[0], signs, {own.data(), N - 1})));
}

void soft_margin()
{
    const auto in_c = IN_C(C(T, soft_margin)(inputs[0].data(), signs.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::soft_margin(inputs[0], signs, grad, options));
    compare<T>("soft_margin", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("soft_margin", N, N, has_options | has_hessian, in_cpp);
    refused("soft_margin", "target", OUTCOME(loss::soft_margin(inputs[0], shorter(signs))));
    refused("soft_margin", "grad", OUTCOME(loss::soft_margin(inputs[0], signs, {own.data(), N - 1})));
}

void exponential()
{
    const auto in_c = IN_C(C(T, exponential)(inputs[0].data(), signs.data(), N, options, value, grad));
    const auto in_cpp = IN_CPP(loss::exponential(inputs[0], signs, grad, options));
    compare<T>("exponential", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("exponential", N, N, has_options | has_hessian, in_cpp);
    refused("exponential", "target", OUTCOME(loss::exponential(inputs[0], shorter(signs))));
    refused("exponential", "grad", OUTCOME(loss::exponential(inputs[0], signs, {own.data(), N - 1})));
}

void poly1_bce_logits()
{
    const auto in_c = IN_C(C(T, poly1_bce_logits)(inputs[0].data(), targets.data(), N, 1.5, options, value, grad));
    const auto in_cpp = IN_CPP(loss::poly1_bce_logits(inputs[0], targets, 1.5, grad, options));
    compare<T>("poly1_bce_logits", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("poly1_bce_logits", N, N, has_options | has_hessian, in_cpp);
    refused("poly1_bce_logits", "target", OUTCOME(loss::poly1_bce_logits(inputs[0], shorter(targets), 1.5)));
    refused("poly1_bce_logits", "grad", OUTCOME(loss::poly1_bce_logits(inputs[0], targets, 1.5, {own.data(), N - 1})));
}

void sigmoid_focal()
{
    const auto in_c = IN_C(C(T, sigmoid_focal)(inputs[0].data(), targets.data(), N, 0.25, 1.5, options, value, grad));
    const auto in_cpp = IN_CPP(loss::sigmoid_focal(inputs[0], targets, 0.25, 1.5, grad, options));
    compare<T>("sigmoid_focal", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("sigmoid_focal", N, N, has_options | has_hessian, in_cpp);
    refused("sigmoid_focal", "target", OUTCOME(loss::sigmoid_focal(inputs[0], shorter(targets), 0.25, 1.5)));
    refused("sigmoid_focal", "grad", OUTCOME(loss::sigmoid_focal(inputs[0], targets, 0.25, 1.5, {own.data(), N - 1})));
}

void focal()
{
    const auto in_c = IN_C(C(T, focal)(inputs[0].data(), targets.data(), N, 0.25, 1.5, options, value, grad));
    const auto in_cpp = IN_CPP(loss::focal(inputs[0], targets, 0.25, 1.5, grad, options));
    compare<T>("focal", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("focal", N, N, has_options | has_hessian, in_cpp);
    refused("focal", "target", OUTCOME(loss::focal(inputs[0], shorter(targets), 0.25, 1.5)));
    refused("focal", "grad", OUTCOME(loss::focal(inputs[0], targets, 0.25, 1.5, {own.data(), N - 1})));
}

void asymmetric_bce_logits()
{
    const auto in_c = IN_C(C(T, asymmetric_bce_logits)(inputs[0].data(), targets.data(), N, 1.5, 2.5, 0.125, options, value,
                                                       grad));
    const auto in_cpp = IN_CPP(loss::asymmetric_bce_logits(inputs[0], targets, 1.5, 2.5, 0.125, grad, options));
    compare<T>("asymmetric_bce_logits", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("asymmetric_bce_logits", N, N, has_options | has_hessian, in_cpp);
    refused("asymmetric_bce_logits", "target",
            OUTCOME(loss::asymmetric_bce_logits(inputs[0], shorter(targets), 1.5, 2.5, 0.125)));
    refused("asymmetric_bce_logits", "grad",
            OUTCOME(loss::asymmetric_bce_logits(inputs[0], targets, 1.5, 2.5, 0.125, {own.data(), N - 1})));
}

void cross_entropy()
{
    const auto in_c = IN_C(C(T, cross_entropy)(inputs[0].data(), index.data(), ROWS, CLASSES, class_options, options, value,
                                               grad));
    const auto in_cpp = IN_CPP(loss::cross_entropy(inputs[0], index, ROWS, CLASSES, grad, class_options, options));
    compare<T>("cross_entropy", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("cross_entropy", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("cross_entropy", "logits", OUTCOME(loss::cross_entropy(shorter(inputs[0]), index, ROWS, CLASSES)));
    refused("cross_entropy", "target", OUTCOME(loss::cross_entropy(inputs[0], shorter(index), ROWS, CLASSES)));
    refused("cross_entropy", "grad",
            OUTCOME(loss::cross_entropy(inputs[0], index, ROWS, CLASSES, {own.data(), N - 1})));
}

void focal_cross_entropy()
{
    const auto in_c = IN_C(C(T, focal_cross_entropy)(inputs[0].data(), index.data(), ROWS, CLASSES, 1.5, class_options,
                                                     options, value, grad));
    const auto in_cpp = IN_CPP(loss::focal_cross_entropy(inputs[0], index, ROWS, CLASSES, 1.5, grad, class_options,
                                                         options));
    compare<T>("focal_cross_entropy", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("focal_cross_entropy", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("focal_cross_entropy", "logits",
            OUTCOME(loss::focal_cross_entropy(shorter(inputs[0]), index, ROWS, CLASSES, 1.5)));
    refused("focal_cross_entropy", "target",
            OUTCOME(loss::focal_cross_entropy(inputs[0], shorter(index), ROWS, CLASSES, 1.5)));
    refused("focal_cross_entropy", "grad",
            OUTCOME(loss::focal_cross_entropy(inputs[0], index, ROWS, CLASSES, 1.5, {own.data(), N - 1})));
}

void generalized_cross_entropy()
{
    const auto in_c = IN_C(C(T, generalized_cross_entropy)(inputs[0].data(), index.data(), ROWS, CLASSES, 0.5,
                                                           class_options, options, value, grad));
    const auto in_cpp = IN_CPP(loss::generalized_cross_entropy(inputs[0], index, ROWS, CLASSES, 0.5, grad, class_options,
                                                               options));
    compare<T>("generalized_cross_entropy", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("generalized_cross_entropy", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("generalized_cross_entropy", "logits",
            OUTCOME(loss::generalized_cross_entropy(shorter(inputs[0]), index, ROWS, CLASSES, 0.5)));
    refused("generalized_cross_entropy", "target",
            OUTCOME(loss::generalized_cross_entropy(inputs[0], shorter(index), ROWS, CLASSES, 0.5)));
    refused("generalized_cross_entropy", "grad",
            OUTCOME(loss::generalized_cross_entropy(inputs[0], index, ROWS, CLASSES, 0.5, {own.data(), N - 1})));
}

void poly1_cross_entropy()
{
    const auto in_c = IN_C(C(T, poly1_cross_entropy)(inputs[0].data(), index.data(), ROWS, CLASSES, 1.5, class_options,
                                                     options, value, grad));
    const auto in_cpp = IN_CPP(loss::poly1_cross_entropy(inputs[0], index, ROWS, CLASSES, 1.5, grad, class_options,
                                                         options));
    compare<T>("poly1_cross_entropy", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("poly1_cross_entropy", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("poly1_cross_entropy", "logits",
            OUTCOME(loss::poly1_cross_entropy(shorter(inputs[0]), index, ROWS, CLASSES, 1.5)));
    refused("poly1_cross_entropy", "target",
            OUTCOME(loss::poly1_cross_entropy(inputs[0], shorter(index), ROWS, CLASSES, 1.5)));
    refused("poly1_cross_entropy", "grad",
            OUTCOME(loss::poly1_cross_entropy(inputs[0], index, ROWS, CLASSES, 1.5, {own.data(), N - 1})));
}

void taylor_cross_entropy()
{
    const auto in_c = IN_C(C(T, taylor_cross_entropy)(inputs[0].data(), index.data(), ROWS, CLASSES, 3.0, class_options,
                                                      options, value, grad));
    const auto in_cpp = IN_CPP(loss::taylor_cross_entropy(inputs[0], index, ROWS, CLASSES, 3.0, grad, class_options,
                                                          options));
    compare<T>("taylor_cross_entropy", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("taylor_cross_entropy", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("taylor_cross_entropy", "logits",
            OUTCOME(loss::taylor_cross_entropy(shorter(inputs[0]), index, ROWS, CLASSES, 3.0)));
    refused("taylor_cross_entropy", "target",
            OUTCOME(loss::taylor_cross_entropy(inputs[0], shorter(index), ROWS, CLASSES, 3.0)));
    refused("taylor_cross_entropy", "grad",
            OUTCOME(loss::taylor_cross_entropy(inputs[0], index, ROWS, CLASSES, 3.0, {own.data(), N - 1})));
}

void cross_entropy_soft()
{
    const auto in_c = IN_C(C(T, cross_entropy_soft)(inputs[0].data(), targets.data(), ROWS, CLASSES, class_options, options,
                                                    value, grad));
    const auto in_cpp = IN_CPP(loss::cross_entropy_soft(inputs[0], targets, ROWS, CLASSES, grad, class_options, options));
    compare<T>("cross_entropy_soft", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("cross_entropy_soft", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("cross_entropy_soft", "logits",
            OUTCOME(loss::cross_entropy_soft(shorter(inputs[0]), targets, ROWS, CLASSES)));
    refused("cross_entropy_soft", "target_prob",
            OUTCOME(loss::cross_entropy_soft(inputs[0], shorter(targets), ROWS, CLASSES)));
    refused("cross_entropy_soft", "grad",
            OUTCOME(loss::cross_entropy_soft(inputs[0], targets, ROWS, CLASSES, {own.data(), N - 1})));
}

void focal_cross_entropy_soft()
{
    const auto in_c = IN_C(C(T, focal_cross_entropy_soft)(inputs[0].data(), targets.data(), ROWS, CLASSES, 1.5,
                                                          class_options, options, value, grad));
    const auto in_cpp = IN_CPP(loss::focal_cross_entropy_soft(inputs[0], targets, ROWS, CLASSES, 1.5, grad, class_options,
                                                              options));
    compare<T>("focal_cross_entropy_soft", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("focal_cross_entropy_soft", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("focal_cross_entropy_soft", "logits",
            OUTCOME(loss::focal_cross_entropy_soft(shorter(inputs[0]), targets, ROWS, CLASSES, 1.5)));
    refused("focal_cross_entropy_soft", "target_prob",
            OUTCOME(loss::focal_cross_entropy_soft(inputs[0], shorter(targets), ROWS, CLASSES, 1.5)));
    refused("focal_cross_entropy_soft", "grad",
            OUTCOME(loss::focal_cross_entropy_soft(inputs[0], targets, ROWS, CLASSES, 1.5, {own.data(), N - 1})));
}

void poly1_cross_entropy_soft()
{
    const auto in_c = IN_C(C(T, poly1_cross_entropy_soft)(inputs[0].data(), targets.data(), ROWS, CLASSES, 1.5,
                                                          class_options, options, value, grad));
    const auto in_cpp = IN_CPP(loss::poly1_cross_entropy_soft(inputs[0], targets, ROWS, CLASSES, 1.5, grad, class_options,
                                                              options));
    compare<T>("poly1_cross_entropy_soft", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("poly1_cross_entropy_soft", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("poly1_cross_entropy_soft", "logits",
            OUTCOME(loss::poly1_cross_entropy_soft(shorter(inputs[0]), targets, ROWS, CLASSES, 1.5)));
    refused("poly1_cross_entropy_soft", "target_prob",
            OUTCOME(loss::poly1_cross_entropy_soft(inputs[0], shorter(targets), ROWS, CLASSES, 1.5)));
    refused("poly1_cross_entropy_soft", "grad",
            OUTCOME(loss::poly1_cross_entropy_soft(inputs[0], targets, ROWS, CLASSES, 1.5, {own.data(), N - 1})));
}

void cross_entropy_prob()
{
    const auto in_c = IN_C(C(T, cross_entropy_prob)(inputs[0].data(), targets.data(), ROWS, CLASSES, options, value, grad));
    const auto in_cpp = IN_CPP(loss::cross_entropy_prob(inputs[0], targets, ROWS, CLASSES, grad, options));
    compare<T>("cross_entropy_prob", ROWS, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("cross_entropy_prob", ROWS, N, has_options | has_hessian, in_cpp);
    refused("cross_entropy_prob", "prob",
            OUTCOME(loss::cross_entropy_prob(shorter(inputs[0]), targets, ROWS, CLASSES)));
    refused("cross_entropy_prob", "target_prob",
            OUTCOME(loss::cross_entropy_prob(inputs[0], shorter(targets), ROWS, CLASSES)));
    refused("cross_entropy_prob", "grad",
            OUTCOME(loss::cross_entropy_prob(inputs[0], targets, ROWS, CLASSES, {own.data(), N - 1})));
}

void nll()
{
    const auto in_c = IN_C(C(T, nll)(inputs[0].data(), index.data(), ROWS, CLASSES, class_options, options, value, grad));
    const auto in_cpp = IN_CPP(loss::nll(inputs[0], index, ROWS, CLASSES, grad, class_options, options));
    compare<T>("nll", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("nll", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("nll", "log_prob", OUTCOME(loss::nll(shorter(inputs[0]), index, ROWS, CLASSES)));
    refused("nll", "target", OUTCOME(loss::nll(inputs[0], shorter(index), ROWS, CLASSES)));
    refused("nll", "grad", OUTCOME(loss::nll(inputs[0], index, ROWS, CLASSES, {own.data(), N - 1})));
}

void softmax()
{
    const auto in_c = IN_C_OF_OUTPUT(C(T, softmax)(inputs[0].data(), ROWS, CLASSES, class_options, out));
    const auto in_cpp = IN_CPP_OF_OUTPUT(loss::softmax(inputs[0], ROWS, CLASSES, out, class_options));
    compare<T>("softmax", ROWS, N, has_class_options, in_c, in_cpp);
    compare_lengths<T>("softmax", ROWS, N, has_class_options, in_cpp);
    refused("softmax", "logits", OUTCOME(loss::softmax(shorter(inputs[0]), ROWS, CLASSES, own)));
    refused("softmax", "out", OUTCOME(loss::softmax(inputs[0], ROWS, CLASSES, {own.data(), N - 1})));
    refused("softmax", "out", OUTCOME(loss::softmax(inputs[0], ROWS, CLASSES, {own.data(), 0})));
}

void log_softmax()
{
    const auto in_c = IN_C_OF_OUTPUT(C(T, log_softmax)(inputs[0].data(), ROWS, CLASSES, class_options, out));
    const auto in_cpp = IN_CPP_OF_OUTPUT(loss::log_softmax(inputs[0], ROWS, CLASSES, out, class_options));
    compare<T>("log_softmax", ROWS, N, has_class_options, in_c, in_cpp);
    compare_lengths<T>("log_softmax", ROWS, N, has_class_options, in_cpp);
    refused("log_softmax", "logits", OUTCOME(loss::log_softmax(shorter(inputs[0]), ROWS, CLASSES, own)));
    refused("log_softmax", "out", OUTCOME(loss::log_softmax(inputs[0], ROWS, CLASSES, {own.data(), N - 1})));
    refused("log_softmax", "out", OUTCOME(loss::log_softmax(inputs[0], ROWS, CLASSES, {own.data(), 0})));
}

void softmax_backward()
{
    const auto in_c = IN_C_OF_OUTPUT(C(T, softmax_backward)(inputs[0].data(), targets.data(), ROWS, CLASSES, class_options,
                                                            options, out));
    const auto in_cpp = IN_CPP_OF_OUTPUT(loss::softmax_backward(inputs[0], targets, ROWS, CLASSES, out, class_options,
                                                                options));
    compare<T>("softmax_backward", ROWS, N, has_options | has_class_options, in_c, in_cpp);
    compare_lengths<T>("softmax_backward", ROWS, N, has_options | has_class_options, in_cpp);
    refused("softmax_backward", "prob",
            OUTCOME(loss::softmax_backward(shorter(inputs[0]), targets, ROWS, CLASSES, own)));
    refused("softmax_backward", "grad_prob",
            OUTCOME(loss::softmax_backward(inputs[0], shorter(targets), ROWS, CLASSES, own)));
    refused("softmax_backward", "grad",
            OUTCOME(loss::softmax_backward(inputs[0], targets, ROWS, CLASSES, {own.data(), N - 1})));
    refused("softmax_backward", "grad",
            OUTCOME(loss::softmax_backward(inputs[0], targets, ROWS, CLASSES, {own.data(), 0})));
}

void multi_margin()
{
    const auto in_c = IN_C(C(T, multi_margin)(inputs[0].data(), index.data(), ROWS, CLASSES, 2.0, 0.75, class_options,
                                              options, value, grad));
    const auto in_cpp = IN_CPP(loss::multi_margin(inputs[0], index, ROWS, CLASSES, 2.0, 0.75, grad, class_options,
                                                  options));
    compare<T>("multi_margin", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("multi_margin", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("multi_margin", "scores", OUTCOME(loss::multi_margin(shorter(inputs[0]), index, ROWS, CLASSES, 2.0, 0.75)));
    refused("multi_margin", "target", OUTCOME(loss::multi_margin(inputs[0], shorter(index), ROWS, CLASSES, 2.0, 0.75)));
    refused("multi_margin", "grad",
            OUTCOME(loss::multi_margin(inputs[0], index, ROWS, CLASSES, 2.0, 0.75, {own.data(), N - 1})));
}

void multiclass_hinge()
{
    const auto in_c = IN_C(C(T, multiclass_hinge)(inputs[0].data(), index.data(), ROWS, CLASSES, 0.75, class_options,
                                                  options, value, grad));
    const auto in_cpp = IN_CPP(loss::multiclass_hinge(inputs[0], index, ROWS, CLASSES, 0.75, grad, class_options, options));
    compare<T>("multiclass_hinge", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("multiclass_hinge", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("multiclass_hinge", "scores",
            OUTCOME(loss::multiclass_hinge(shorter(inputs[0]), index, ROWS, CLASSES, 0.75)));
    refused("multiclass_hinge", "target",
            OUTCOME(loss::multiclass_hinge(inputs[0], shorter(index), ROWS, CLASSES, 0.75)));
    refused("multiclass_hinge", "grad",
            OUTCOME(loss::multiclass_hinge(inputs[0], index, ROWS, CLASSES, 0.75, {own.data(), N - 1})));
}

void categorical_hinge()
{
    const auto in_c = IN_C(C(T, categorical_hinge)(inputs[0].data(), index.data(), ROWS, CLASSES, 0.75, class_options,
                                                   options, value, grad));
    const auto in_cpp = IN_CPP(loss::categorical_hinge(inputs[0], index, ROWS, CLASSES, 0.75, grad, class_options,
                                                       options));
    compare<T>("categorical_hinge", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("categorical_hinge", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("categorical_hinge", "scores",
            OUTCOME(loss::categorical_hinge(shorter(inputs[0]), index, ROWS, CLASSES, 0.75)));
    refused("categorical_hinge", "target",
            OUTCOME(loss::categorical_hinge(inputs[0], shorter(index), ROWS, CLASSES, 0.75)));
    refused("categorical_hinge", "grad",
            OUTCOME(loss::categorical_hinge(inputs[0], index, ROWS, CLASSES, 0.75, {own.data(), N - 1})));
}

void multiclass_perceptron()
{
    const auto in_c = IN_C(C(T, multiclass_perceptron)(inputs[0].data(), index.data(), ROWS, CLASSES, class_options,
                                                       options, value, grad));
    const auto in_cpp = IN_CPP(loss::multiclass_perceptron(inputs[0], index, ROWS, CLASSES, grad, class_options, options));
    compare<T>("multiclass_perceptron", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("multiclass_perceptron", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("multiclass_perceptron", "scores",
            OUTCOME(loss::multiclass_perceptron(shorter(inputs[0]), index, ROWS, CLASSES)));
    refused("multiclass_perceptron", "target",
            OUTCOME(loss::multiclass_perceptron(inputs[0], shorter(index), ROWS, CLASSES)));
    refused("multiclass_perceptron", "grad",
            OUTCOME(loss::multiclass_perceptron(inputs[0], index, ROWS, CLASSES, {own.data(), N - 1})));
}

void sparsemax()
{
    const auto in_c = IN_C(C(T, sparsemax)(inputs[0].data(), index.data(), ROWS, CLASSES, class_options, options, value,
                                           grad));
    const auto in_cpp = IN_CPP(loss::sparsemax(inputs[0], index, ROWS, CLASSES, grad, class_options, options));
    compare<T>("sparsemax", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("sparsemax", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("sparsemax", "scores", OUTCOME(loss::sparsemax(shorter(inputs[0]), index, ROWS, CLASSES)));
    refused("sparsemax", "target", OUTCOME(loss::sparsemax(inputs[0], shorter(index), ROWS, CLASSES)));
    refused("sparsemax", "grad", OUTCOME(loss::sparsemax(inputs[0], index, ROWS, CLASSES, {own.data(), N - 1})));
}

void multilabel_soft_margin()
{
    const auto in_c = IN_C(C(T, multilabel_soft_margin)(inputs[0].data(), targets.data(), class_targets.data(), ROWS,
                                                        CLASSES, class_options, options, value, grad));
    const auto in_cpp = IN_CPP(loss::multilabel_soft_margin(inputs[0], targets, ROWS, CLASSES, class_targets, grad,
                                                            class_options, options));
    compare<T>("multilabel_soft_margin", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("multilabel_soft_margin", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("multilabel_soft_margin", "logits",
            OUTCOME(loss::multilabel_soft_margin(shorter(inputs[0]), targets, ROWS, CLASSES)));
    refused("multilabel_soft_margin", "target",
            OUTCOME(loss::multilabel_soft_margin(inputs[0], shorter(targets), ROWS, CLASSES)));
    refused("multilabel_soft_margin", "pos_weight",
            OUTCOME(loss::multilabel_soft_margin(inputs[0], targets, ROWS, CLASSES, shorter(class_targets))));
    refused("multilabel_soft_margin", "grad",
            OUTCOME(loss::multilabel_soft_margin(inputs[0], targets, ROWS, CLASSES, {}, {own.data(), N - 1})));
}

void coral()
{
    const auto in_c = IN_C(C(T, coral)(inputs[0].data(), index.data(), ROWS, CLASSES + 1, class_options, options, value,
                                       grad));
    const auto in_cpp = IN_CPP(loss::coral(inputs[0], index, ROWS, CLASSES + 1, grad, class_options, options));
    compare<T>("coral", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("coral", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("coral", "logits", OUTCOME(loss::coral(shorter(inputs[0]), index, ROWS, CLASSES + 1)));
    refused("coral", "target", OUTCOME(loss::coral(inputs[0], shorter(index), ROWS, CLASSES + 1)));
    refused("coral", "grad", OUTCOME(loss::coral(inputs[0], index, ROWS, CLASSES + 1, {own.data(), N - 1})));
}

void corn()
{
    const auto in_c = IN_C(C(T, corn)(inputs[0].data(), index.data(), ROWS, CLASSES + 1, class_options, options, value,
                                      grad));
    const auto in_cpp = IN_CPP(loss::corn(inputs[0], index, ROWS, CLASSES + 1, grad, class_options, options));
    compare<T>("corn", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("corn", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("corn", "logits", OUTCOME(loss::corn(shorter(inputs[0]), index, ROWS, CLASSES + 1)));
    refused("corn", "target", OUTCOME(loss::corn(inputs[0], shorter(index), ROWS, CLASSES + 1)));
    refused("corn", "grad", OUTCOME(loss::corn(inputs[0], index, ROWS, CLASSES + 1, {own.data(), N - 1})));
}

void cumulative_link()
{
    const auto in_c = IN_C(C(T, cumulative_link)(rising.data(), index.data(), ROWS, CLASSES + 1, class_options, options,
                                                 value, grad));
    const auto in_cpp = IN_CPP(loss::cumulative_link(rising, index, ROWS, CLASSES + 1, grad, class_options, options));
    compare<T>("cumulative_link", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("cumulative_link", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("cumulative_link", "logits", OUTCOME(loss::cumulative_link(shorter(rising), index, ROWS, CLASSES + 1)));
    refused("cumulative_link", "target", OUTCOME(loss::cumulative_link(rising, shorter(index), ROWS, CLASSES + 1)));
    refused("cumulative_link", "grad",
            OUTCOME(loss::cumulative_link(rising, index, ROWS, CLASSES + 1, {own.data(), N - 1})));
}

void multilabel_margin()
{
    const auto in_c = IN_C(C(T, multilabel_margin)(inputs[0].data(), list.data(), ROWS, CLASSES, class_options, options,
                                                   value, grad));
    const auto in_cpp = IN_CPP(loss::multilabel_margin(inputs[0], list, ROWS, CLASSES, grad, class_options, options));
    compare<T>("multilabel_margin", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("multilabel_margin", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("multilabel_margin", "scores", OUTCOME(loss::multilabel_margin(shorter(inputs[0]), list, ROWS, CLASSES)));
    refused("multilabel_margin", "target", OUTCOME(loss::multilabel_margin(inputs[0], shorter(list), ROWS, CLASSES)));
    refused("multilabel_margin", "grad",
            OUTCOME(loss::multilabel_margin(inputs[0], list, ROWS, CLASSES, {own.data(), N - 1})));
}

void kl_div()
{
    const auto in_c = IN_C(C(T, kl_div)(inputs[0].data(), targets.data(), ROWS, CLASSES, options, value, grad));
    const auto in_cpp = IN_CPP(loss::kl_div(inputs[0], targets, ROWS, CLASSES, grad, options));
    compare<T>("kl_div", ROWS, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("kl_div", ROWS, N, has_options | has_hessian, in_cpp);
    refused("kl_div", "log_pred", OUTCOME(loss::kl_div(shorter(inputs[0]), targets, ROWS, CLASSES)));
    refused("kl_div", "target", OUTCOME(loss::kl_div(inputs[0], shorter(targets), ROWS, CLASSES)));
    refused("kl_div", "grad", OUTCOME(loss::kl_div(inputs[0], targets, ROWS, CLASSES, {own.data(), N - 1})));
}

void kl_div_log_target()
{
    const auto in_c = IN_C(C(T, kl_div_log_target)(inputs[0].data(), targets.data(), ROWS, CLASSES, options, value, grad));
    const auto in_cpp = IN_CPP(loss::kl_div_log_target(inputs[0], targets, ROWS, CLASSES, grad, options));
    compare<T>("kl_div_log_target", ROWS, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("kl_div_log_target", ROWS, N, has_options | has_hessian, in_cpp);
    refused("kl_div_log_target", "log_pred",
            OUTCOME(loss::kl_div_log_target(shorter(inputs[0]), targets, ROWS, CLASSES)));
    refused("kl_div_log_target", "log_target",
            OUTCOME(loss::kl_div_log_target(inputs[0], shorter(targets), ROWS, CLASSES)));
    refused("kl_div_log_target", "grad",
            OUTCOME(loss::kl_div_log_target(inputs[0], targets, ROWS, CLASSES, {own.data(), N - 1})));
}

void kl_div_prob()
{
    const auto in_c = IN_C(C(T, kl_div_prob)(inputs[0].data(), targets.data(), ROWS, CLASSES, options, value, grad));
    const auto in_cpp = IN_CPP(loss::kl_div_prob(inputs[0], targets, ROWS, CLASSES, grad, options));
    compare<T>("kl_div_prob", ROWS, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("kl_div_prob", ROWS, N, has_options | has_hessian, in_cpp);
    refused("kl_div_prob", "pred", OUTCOME(loss::kl_div_prob(shorter(inputs[0]), targets, ROWS, CLASSES)));
    refused("kl_div_prob", "target", OUTCOME(loss::kl_div_prob(inputs[0], shorter(targets), ROWS, CLASSES)));
    refused("kl_div_prob", "grad", OUTCOME(loss::kl_div_prob(inputs[0], targets, ROWS, CLASSES, {own.data(), N - 1})));
}

void kl_div_generalized()
{
    const auto in_c = IN_C(C(T, kl_div_generalized)(inputs[0].data(), targets.data(), ROWS, CLASSES, options, value, grad));
    const auto in_cpp = IN_CPP(loss::kl_div_generalized(inputs[0], targets, ROWS, CLASSES, grad, options));
    compare<T>("kl_div_generalized", ROWS, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("kl_div_generalized", ROWS, N, has_options | has_hessian, in_cpp);
    refused("kl_div_generalized", "log_pred",
            OUTCOME(loss::kl_div_generalized(shorter(inputs[0]), targets, ROWS, CLASSES)));
    refused("kl_div_generalized", "target",
            OUTCOME(loss::kl_div_generalized(inputs[0], shorter(targets), ROWS, CLASSES)));
    refused("kl_div_generalized", "grad",
            OUTCOME(loss::kl_div_generalized(inputs[0], targets, ROWS, CLASSES, {own.data(), N - 1})));
}

void js_div()
{
    const auto in_c = IN_C(C(T, js_div)(inputs[0].data(), targets.data(), ROWS, CLASSES, 0.3, class_options, options, value,
                                        grad));
    const auto in_cpp = IN_CPP(loss::js_div(inputs[0], targets, ROWS, CLASSES, 0.3, grad, class_options, options));
    compare<T>("js_div", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("js_div", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("js_div", "student_logits", OUTCOME(loss::js_div(shorter(inputs[0]), targets, ROWS, CLASSES, 0.3)));
    refused("js_div", "teacher_logits", OUTCOME(loss::js_div(inputs[0], shorter(targets), ROWS, CLASSES, 0.3)));
    refused("js_div", "grad", OUTCOME(loss::js_div(inputs[0], targets, ROWS, CLASSES, 0.3, {own.data(), N - 1})));
}

void causal_lm()
{
    const auto in_c = IN_C(C(T, causal_lm)(inputs[0].data(), index.data(), BATCH, LENGTH, CLASSES, class_options, options,
                                           value, grad));
    const auto in_cpp = IN_CPP(loss::causal_lm(inputs[0], index, BATCH, LENGTH, CLASSES, grad, class_options, options));
    compare<T>("causal_lm", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("causal_lm", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("causal_lm", "logits", OUTCOME(loss::causal_lm(shorter(inputs[0]), index, BATCH, LENGTH, CLASSES)));
    refused("causal_lm", "tokens", OUTCOME(loss::causal_lm(inputs[0], shorter(index), BATCH, LENGTH, CLASSES)));
    refused("causal_lm", "grad",
            OUTCOME(loss::causal_lm(inputs[0], index, BATCH, LENGTH, CLASSES, {own.data(), N - 1})));
}

void distillation()
{
    const auto in_c = IN_C(C(T, distillation)(inputs[0].data(), targets.data(), ROWS, CLASSES, 1.75, class_options, options,
                                              value, grad));
    const auto in_cpp = IN_CPP(loss::distillation(inputs[0], targets, ROWS, CLASSES, 1.75, grad, class_options, options));
    compare<T>("distillation", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("distillation", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("distillation", "student_logits",
            OUTCOME(loss::distillation(shorter(inputs[0]), targets, ROWS, CLASSES, 1.75)));
    refused("distillation", "teacher_logits",
            OUTCOME(loss::distillation(inputs[0], shorter(targets), ROWS, CLASSES, 1.75)));
    refused("distillation", "grad",
            OUTCOME(loss::distillation(inputs[0], targets, ROWS, CLASSES, 1.75, {own.data(), N - 1})));
}

void preference()
{
    const auto code = [&](std::uint32_t kind) { return OUTCOME(loss::preference(kind, inputs[0], inputs[1], 0.5, 0.0, 0.0, 0.0)).code; };
    std::uint32_t kind = 0;
    for (; code(kind) == LOSS_OK; kind++) {
        const auto in_c = IN_C(C(T, preference)(kind, inputs[0].data(), inputs[1].data(), targets.data(), targets.data(),
                                                targets.data(), targets.data(), N, 0.5, 0.0, 0.0, 0.0, options, value, grad,
                                                grad + N));
        const auto in_cpp = IN_CPP(loss::preference(kind, inputs[0], inputs[1], 0.5, 0.0, 0.0, 0.0, targets, targets, targets,
                                                    targets, part(grad, 0, 2), part(grad, 1, 2), options));
        compare<T>("preference", N, 2 * N, has_options, in_c, in_cpp);
        compare_lengths<T>("preference", N, 2 * N, has_options, in_cpp);
    }
    check(kind > 1 && code(kind) == LOSS_ERROR_INVALID_ARGUMENT, "preference: unknown kind");
    kind = 0;
    refused("preference", "rejected",
            OUTCOME(loss::preference(kind, inputs[0], shorter(inputs[1]), 0.5, 0.0, 0.0, 0.0)));
    refused("preference", "ref_chosen",
            OUTCOME(loss::preference(kind, inputs[0], inputs[1], 0.5, 0.0, 0.0, 0.0, shorter(targets))));
    refused("preference", "ref_rejected",
            OUTCOME(loss::preference(kind, inputs[0], inputs[1], 0.5, 0.0, 0.0, 0.0, {}, shorter(targets))));
    refused("preference", "chosen_length",
            OUTCOME(loss::preference(kind, inputs[0], inputs[1], 0.5, 0.0, 0.0, 0.0, {}, {}, shorter(targets))));
    refused("preference", "rejected_length",
            OUTCOME(loss::preference(kind, inputs[0], inputs[1], 0.5, 0.0, 0.0, 0.0, {}, {}, {}, shorter(targets))));
    refused("preference", "grad_chosen",
            OUTCOME(loss::preference(kind, inputs[0], inputs[1], 0.5, 0.0, 0.0, 0.0, {}, {}, {}, {}, {own.data(), N - 1})));
    refused("preference", "grad_rejected",
            OUTCOME(loss::preference(kind, inputs[0], inputs[1], 0.5, 0.0, 0.0, 0.0, {}, {}, {}, {}, {}, {own.data(), N - 1})));
}

void preference_unpaired()
{
    const auto code = [&](std::uint32_t kind) { return OUTCOME(loss::preference_unpaired(kind, inputs[0], bytes, 0.5, 0.25, 1.5, 0.75)).code; };
    std::uint32_t kind = 0;
    for (; code(kind) == LOSS_OK; kind++) {
        const auto in_c = IN_C(C(T, preference_unpaired)(kind, inputs[0].data(), targets.data(), bytes.data(), N, 0.5, 0.25,
                                                         1.5, 0.75, options, value, grad));
        const auto in_cpp = IN_CPP(loss::preference_unpaired(kind, inputs[0], bytes, 0.5, 0.25, 1.5, 0.75, targets, grad,
                                                             options));
        compare<T>("preference_unpaired", N, N, has_options | has_hessian, in_c, in_cpp);
        compare_lengths<T>("preference_unpaired", N, N, has_options | has_hessian, in_cpp);
    }
    check(kind > 1 && code(kind) == LOSS_ERROR_INVALID_ARGUMENT, "preference_unpaired: unknown kind");
    kind = 0;
    refused("preference_unpaired", "desirable",
            OUTCOME(loss::preference_unpaired(kind, inputs[0], shorter(bytes), 0.5, 0.25, 1.5, 0.75)));
    refused("preference_unpaired", "ref_log_prob",
            OUTCOME(loss::preference_unpaired(kind, inputs[0], bytes, 0.5, 0.25, 1.5, 0.75, shorter(targets))));
    refused("preference_unpaired", "grad",
            OUTCOME(loss::preference_unpaired(kind, inputs[0], bytes, 0.5, 0.25, 1.5, 0.75, {}, {own.data(), N - 1})));
}

void triplet()
{
    const auto in_c = IN_C(C(T, triplet)(inputs[0].data(), inputs[1].data(), inputs[2].data(), ROWS, CLASSES, 0.5, 3.0,
                                         0.001, options, value, grad, grad + N, grad + 2 * N));
    const auto in_cpp = IN_CPP(loss::triplet(inputs[0], inputs[1], inputs[2], ROWS, CLASSES, 0.5, 3.0, 0.001,
                                             part(grad, 0, 3), part(grad, 1, 3), part(grad, 2, 3), options));
    compare<T>("triplet", ROWS, 3 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("triplet", ROWS, 3 * N, has_options, in_cpp);
    refused("triplet", "anchor",
            OUTCOME(loss::triplet(shorter(inputs[0]), inputs[1], inputs[2], ROWS, CLASSES, 0.5, 3.0, 0.001)));
    refused("triplet", "positive",
            OUTCOME(loss::triplet(inputs[0], shorter(inputs[1]), inputs[2], ROWS, CLASSES, 0.5, 3.0, 0.001)));
    refused("triplet", "negative",
            OUTCOME(loss::triplet(inputs[0], inputs[1], shorter(inputs[2]), ROWS, CLASSES, 0.5, 3.0, 0.001)));
    refused("triplet", "grad_anchor",
            OUTCOME(loss::triplet(inputs[0], inputs[1], inputs[2], ROWS, CLASSES, 0.5, 3.0, 0.001, {own.data(), N - 1})));
    refused("triplet", "grad_positive",
            OUTCOME(loss::triplet(inputs[0], inputs[1], inputs[2], ROWS, CLASSES, 0.5, 3.0, 0.001, {}, {own.data(), N - 1})));
    refused("triplet", "grad_negative",
            OUTCOME(loss::triplet(inputs[0], inputs[1], inputs[2], ROWS, CLASSES, 0.5, 3.0, 0.001, {}, {}, {own.data(), N - 1})));
}

void triplet_cosine()
{
    const auto in_c = IN_C(C(T, triplet_cosine)(inputs[0].data(), inputs[1].data(), inputs[2].data(), ROWS, CLASSES, 0.5,
                                                options, value, grad, grad + N, grad + 2 * N));
    const auto in_cpp = IN_CPP(loss::triplet_cosine(inputs[0], inputs[1], inputs[2], ROWS, CLASSES, 0.5, part(grad, 0, 3),
                                                    part(grad, 1, 3), part(grad, 2, 3), options));
    compare<T>("triplet_cosine", ROWS, 3 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("triplet_cosine", ROWS, 3 * N, has_options, in_cpp);
    refused("triplet_cosine", "anchor",
            OUTCOME(loss::triplet_cosine(shorter(inputs[0]), inputs[1], inputs[2], ROWS, CLASSES, 0.5)));
    refused("triplet_cosine", "positive",
            OUTCOME(loss::triplet_cosine(inputs[0], shorter(inputs[1]), inputs[2], ROWS, CLASSES, 0.5)));
    refused("triplet_cosine", "negative",
            OUTCOME(loss::triplet_cosine(inputs[0], inputs[1], shorter(inputs[2]), ROWS, CLASSES, 0.5)));
    refused("triplet_cosine", "grad_anchor",
            OUTCOME(loss::triplet_cosine(inputs[0], inputs[1], inputs[2], ROWS, CLASSES, 0.5, {own.data(), N - 1})));
    refused("triplet_cosine", "grad_positive",
            OUTCOME(loss::triplet_cosine(inputs[0], inputs[1], inputs[2], ROWS, CLASSES, 0.5, {}, {own.data(), N - 1})));
    refused("triplet_cosine", "grad_negative",
            OUTCOME(loss::triplet_cosine(inputs[0], inputs[1], inputs[2], ROWS, CLASSES, 0.5, {}, {}, {own.data(), N - 1})));
}

void contrastive()
{
    const auto in_c = IN_C(C(T, contrastive)(inputs[0].data(), inputs[1].data(), row_signs.data(), ROWS, CLASSES, 2.5,
                                             options, value, grad, grad + N));
    const auto in_cpp = IN_CPP(loss::contrastive(inputs[0], inputs[1], row_signs, ROWS, CLASSES, 2.5, part(grad, 0, 2),
                                                 part(grad, 1, 2), options));
    compare<T>("contrastive", ROWS, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("contrastive", ROWS, 2 * N, has_options, in_cpp);
    refused("contrastive", "input1",
            OUTCOME(loss::contrastive(shorter(inputs[0]), inputs[1], row_signs, ROWS, CLASSES, 2.5)));
    refused("contrastive", "input2",
            OUTCOME(loss::contrastive(inputs[0], shorter(inputs[1]), row_signs, ROWS, CLASSES, 2.5)));
    refused("contrastive", "target",
            OUTCOME(loss::contrastive(inputs[0], inputs[1], shorter(row_signs), ROWS, CLASSES, 2.5)));
    refused("contrastive", "grad_input1",
            OUTCOME(loss::contrastive(inputs[0], inputs[1], row_signs, ROWS, CLASSES, 2.5, {own.data(), N - 1})));
    refused("contrastive", "grad_input2",
            OUTCOME(loss::contrastive(inputs[0], inputs[1], row_signs, ROWS, CLASSES, 2.5, {}, {own.data(), N - 1})));
}

void pairwise_distance()
{
    const auto in_c = IN_C(C(T, pairwise_distance)(inputs[0].data(), inputs[1].data(), ROWS, CLASSES, 3.0, 0.001, options,
                                                   value, grad, grad + N));
    const auto in_cpp = IN_CPP(loss::pairwise_distance(inputs[0], inputs[1], ROWS, CLASSES, 3.0, 0.001, part(grad, 0, 2),
                                                       part(grad, 1, 2), options));
    compare<T>("pairwise_distance", ROWS, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("pairwise_distance", ROWS, 2 * N, has_options, in_cpp);
    refused("pairwise_distance", "input1",
            OUTCOME(loss::pairwise_distance(shorter(inputs[0]), inputs[1], ROWS, CLASSES, 3.0, 0.001)));
    refused("pairwise_distance", "input2",
            OUTCOME(loss::pairwise_distance(inputs[0], shorter(inputs[1]), ROWS, CLASSES, 3.0, 0.001)));
    refused("pairwise_distance", "grad_input1",
            OUTCOME(loss::pairwise_distance(inputs[0], inputs[1], ROWS, CLASSES, 3.0, 0.001, {own.data(), N - 1})));
    refused("pairwise_distance", "grad_input2",
            OUTCOME(loss::pairwise_distance(inputs[0], inputs[1], ROWS, CLASSES, 3.0, 0.001, {}, {own.data(), N - 1})));
}

void cosine_distance()
{
    const auto in_c = IN_C(C(T, cosine_distance)(inputs[0].data(), inputs[1].data(), ROWS, CLASSES, options, value, grad,
                                                 grad + N));
    const auto in_cpp = IN_CPP(loss::cosine_distance(inputs[0], inputs[1], ROWS, CLASSES, part(grad, 0, 2),
                                                     part(grad, 1, 2), options));
    compare<T>("cosine_distance", ROWS, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("cosine_distance", ROWS, 2 * N, has_options, in_cpp);
    refused("cosine_distance", "input1", OUTCOME(loss::cosine_distance(shorter(inputs[0]), inputs[1], ROWS, CLASSES)));
    refused("cosine_distance", "input2", OUTCOME(loss::cosine_distance(inputs[0], shorter(inputs[1]), ROWS, CLASSES)));
    refused("cosine_distance", "grad_input1",
            OUTCOME(loss::cosine_distance(inputs[0], inputs[1], ROWS, CLASSES, {own.data(), N - 1})));
    refused("cosine_distance", "grad_input2",
            OUTCOME(loss::cosine_distance(inputs[0], inputs[1], ROWS, CLASSES, {}, {own.data(), N - 1})));
}

void cosine_embedding()
{
    const auto in_c = IN_C(C(T, cosine_embedding)(inputs[0].data(), inputs[1].data(), row_signs.data(), ROWS, CLASSES, 0.25,
                                                  options, value, grad, grad + N));
    const auto in_cpp = IN_CPP(loss::cosine_embedding(inputs[0], inputs[1], row_signs, ROWS, CLASSES, 0.25,
                                                      part(grad, 0, 2), part(grad, 1, 2), options));
    compare<T>("cosine_embedding", ROWS, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("cosine_embedding", ROWS, 2 * N, has_options, in_cpp);
    refused("cosine_embedding", "input1",
            OUTCOME(loss::cosine_embedding(shorter(inputs[0]), inputs[1], row_signs, ROWS, CLASSES, 0.25)));
    refused("cosine_embedding", "input2",
            OUTCOME(loss::cosine_embedding(inputs[0], shorter(inputs[1]), row_signs, ROWS, CLASSES, 0.25)));
    refused("cosine_embedding", "target",
            OUTCOME(loss::cosine_embedding(inputs[0], inputs[1], shorter(row_signs), ROWS, CLASSES, 0.25)));
    refused("cosine_embedding", "grad_input1",
            OUTCOME(loss::cosine_embedding(inputs[0], inputs[1], row_signs, ROWS, CLASSES, 0.25, {own.data(), N - 1})));
    refused("cosine_embedding", "grad_input2",
            OUTCOME(loss::cosine_embedding(inputs[0], inputs[1], row_signs, ROWS, CLASSES, 0.25, {}, {own.data(), N - 1})));
}

void margin_ranking()
{
    const auto in_c = IN_C(C(T, margin_ranking)(inputs[0].data(), inputs[1].data(), signs.data(), N, 0.25, options, value,
                                                grad, grad + N));
    const auto in_cpp = IN_CPP(loss::margin_ranking(inputs[0], inputs[1], signs, 0.25, part(grad, 0, 2), part(grad, 1, 2),
                                                    options));
    compare<T>("margin_ranking", N, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("margin_ranking", N, 2 * N, has_options, in_cpp);
    refused("margin_ranking", "second", OUTCOME(loss::margin_ranking(inputs[0], shorter(inputs[1]), signs, 0.25)));
    refused("margin_ranking", "target", OUTCOME(loss::margin_ranking(inputs[0], inputs[1], shorter(signs), 0.25)));
    refused("margin_ranking", "grad_first",
            OUTCOME(loss::margin_ranking(inputs[0], inputs[1], signs, 0.25, {own.data(), N - 1})));
    refused("margin_ranking", "grad_second",
            OUTCOME(loss::margin_ranking(inputs[0], inputs[1], signs, 0.25, {}, {own.data(), N - 1})));
}

void pair_logistic()
{
    const auto in_c = IN_C(C(T, pair_logistic)(inputs[0].data(), inputs[1].data(), signs.data(), N, options, value, grad,
                                               grad + N));
    const auto in_cpp = IN_CPP(loss::pair_logistic(inputs[0], inputs[1], signs, part(grad, 0, 2), part(grad, 1, 2),
                                                   options));
    compare<T>("pair_logistic", N, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("pair_logistic", N, 2 * N, has_options, in_cpp);
    refused("pair_logistic", "second", OUTCOME(loss::pair_logistic(inputs[0], shorter(inputs[1]), signs)));
    refused("pair_logistic", "target", OUTCOME(loss::pair_logistic(inputs[0], inputs[1], shorter(signs))));
    refused("pair_logistic", "grad_first",
            OUTCOME(loss::pair_logistic(inputs[0], inputs[1], signs, {own.data(), N - 1})));
    refused("pair_logistic", "grad_second",
            OUTCOME(loss::pair_logistic(inputs[0], inputs[1], signs, {}, {own.data(), N - 1})));
}

void cosface()
{
    const auto in_c = IN_C(C(T, cosface)(inputs[0].data(), index.data(), ROWS, CLASSES, 4.0, 0.25, class_options, options,
                                         value, grad));
    const auto in_cpp = IN_CPP(loss::cosface(inputs[0], index, ROWS, CLASSES, 4.0, 0.25, grad, class_options, options));
    compare<T>("cosface", ROWS, N, has_options | has_class_options, in_c, in_cpp);
    compare_lengths<T>("cosface", ROWS, N, has_options | has_class_options, in_cpp);
    refused("cosface", "cosine", OUTCOME(loss::cosface(shorter(inputs[0]), index, ROWS, CLASSES, 4.0, 0.25)));
    refused("cosface", "target", OUTCOME(loss::cosface(inputs[0], shorter(index), ROWS, CLASSES, 4.0, 0.25)));
    refused("cosface", "grad", OUTCOME(loss::cosface(inputs[0], index, ROWS, CLASSES, 4.0, 0.25, {own.data(), N - 1})));
}

void arcface()
{
    const auto in_c = IN_C(C(T, arcface)(inputs[0].data(), index.data(), ROWS, CLASSES, 4.0, 0.75, class_options, options,
                                         value, grad));
    const auto in_cpp = IN_CPP(loss::arcface(inputs[0], index, ROWS, CLASSES, 4.0, 0.75, grad, class_options, options));
    compare<T>("arcface", ROWS, N, has_options | has_class_options, in_c, in_cpp);
    compare_lengths<T>("arcface", ROWS, N, has_options | has_class_options, in_cpp);
    refused("arcface", "cosine", OUTCOME(loss::arcface(shorter(inputs[0]), index, ROWS, CLASSES, 4.0, 0.75)));
    refused("arcface", "target", OUTCOME(loss::arcface(inputs[0], shorter(index), ROWS, CLASSES, 4.0, 0.75)));
    refused("arcface", "grad", OUTCOME(loss::arcface(inputs[0], index, ROWS, CLASSES, 4.0, 0.75, {own.data(), N - 1})));
}

void vae_kl()
{
    const auto in_c = IN_C(C(T, vae_kl)(inputs[0].data(), inputs[1].data(), ROWS, CLASSES, options, value, grad, grad + N));
    const auto in_cpp = IN_CPP(loss::vae_kl(inputs[0], inputs[1], ROWS, CLASSES, part(grad, 0, 2), part(grad, 1, 2),
                                            options));
    compare<T>("vae_kl", ROWS, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("vae_kl", ROWS, 2 * N, has_options, in_cpp);
    refused("vae_kl", "mu", OUTCOME(loss::vae_kl(shorter(inputs[0]), inputs[1], ROWS, CLASSES)));
    refused("vae_kl", "log_var", OUTCOME(loss::vae_kl(inputs[0], shorter(inputs[1]), ROWS, CLASSES)));
    refused("vae_kl", "grad_mu", OUTCOME(loss::vae_kl(inputs[0], inputs[1], ROWS, CLASSES, {own.data(), N - 1})));
    refused("vae_kl", "grad_log_var",
            OUTCOME(loss::vae_kl(inputs[0], inputs[1], ROWS, CLASSES, {}, {own.data(), N - 1})));
}

void gaussian_kl()
{
    const auto in_c = IN_C(C(T, gaussian_kl)(inputs[0].data(), inputs[1].data(), targets.data(), targets.data(), ROWS,
                                             CLASSES, 0.125, options, value, grad, grad + N));
    const auto in_cpp = IN_CPP(loss::gaussian_kl(inputs[0], inputs[1], ROWS, CLASSES, 0.125, targets, targets,
                                                 part(grad, 0, 2), part(grad, 1, 2), options));
    compare<T>("gaussian_kl", ROWS, 2 * N, has_options, in_c, in_cpp);
    compare_lengths<T>("gaussian_kl", ROWS, 2 * N, has_options, in_cpp);
    refused("gaussian_kl", "mu", OUTCOME(loss::gaussian_kl(shorter(inputs[0]), inputs[1], ROWS, CLASSES, 0.125)));
    refused("gaussian_kl", "log_var", OUTCOME(loss::gaussian_kl(inputs[0], shorter(inputs[1]), ROWS, CLASSES, 0.125)));
    refused("gaussian_kl", "prior_mu",
            OUTCOME(loss::gaussian_kl(inputs[0], inputs[1], ROWS, CLASSES, 0.125, shorter(targets))));
    refused("gaussian_kl", "prior_log_var",
            OUTCOME(loss::gaussian_kl(inputs[0], inputs[1], ROWS, CLASSES, 0.125, {}, shorter(targets))));
    refused("gaussian_kl", "grad_mu",
            OUTCOME(loss::gaussian_kl(inputs[0], inputs[1], ROWS, CLASSES, 0.125, {}, {}, {own.data(), N - 1})));
    refused("gaussian_kl", "grad_log_var",
            OUTCOME(loss::gaussian_kl(inputs[0], inputs[1], ROWS, CLASSES, 0.125, {}, {}, {}, {own.data(), N - 1})));
}

void gan_discriminator()
{
    const auto code = [&](std::uint32_t kind) { return OUTCOME(loss::gan_discriminator(kind, inputs[0], inputs[1])).code; };
    std::uint32_t kind = 0;
    for (; code(kind) == LOSS_OK; kind++) {
        const auto in_c = IN_C(C(T, gan_discriminator)(kind, inputs[0].data(), N, inputs[1].data(), N, options, value, grad,
                                                       grad + N));
        const auto in_cpp = IN_CPP(loss::gan_discriminator(kind, inputs[0], inputs[1], part(grad, 0, 2), part(grad, 1, 2),
                                                           options));
        compare<T>("gan_discriminator", 2 * N, 2 * N, has_options | has_hessian, in_c, in_cpp);
        compare_lengths<T>("gan_discriminator", 2 * N, 2 * N, has_options | has_hessian, in_cpp);
    }
    check(kind > 1 && code(kind) == LOSS_ERROR_INVALID_ARGUMENT, "gan_discriminator: unknown kind");
    kind = 0;
    refused("gan_discriminator", "grad_real",
            OUTCOME(loss::gan_discriminator(kind, inputs[0], inputs[1], {own.data(), N - 1})));
    refused("gan_discriminator", "grad_fake",
            OUTCOME(loss::gan_discriminator(kind, inputs[0], inputs[1], {}, {own.data(), N - 1})));
}

void gan_generator()
{
    const auto code = [&](std::uint32_t kind) { return OUTCOME(loss::gan_generator(kind, inputs[0])).code; };
    std::uint32_t kind = 0;
    for (; code(kind) == LOSS_OK; kind++) {
        const auto in_c = IN_C(C(T, gan_generator)(kind, inputs[0].data(), N, options, value, grad));
        const auto in_cpp = IN_CPP(loss::gan_generator(kind, inputs[0], grad, options));
        compare<T>("gan_generator", N, N, has_options | has_hessian, in_c, in_cpp);
        compare_lengths<T>("gan_generator", N, N, has_options | has_hessian, in_cpp);
    }
    check(kind > 1 && code(kind) == LOSS_ERROR_INVALID_ARGUMENT, "gan_generator: unknown kind");
    kind = 0;
    refused("gan_generator", "grad_fake", OUTCOME(loss::gan_generator(kind, inputs[0], {own.data(), N - 1})));
}

void l1_penalty()
{
    const auto in_c = IN_C(C(T, l1_penalty)(inputs[0].data(), N, 0.75, options, value, grad));
    const auto in_cpp = IN_CPP(loss::l1_penalty(inputs[0], 0.75, grad, options));
    compare<T>("l1_penalty", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("l1_penalty", N, N, has_options | has_hessian, in_cpp);
    refused("l1_penalty", "grad", OUTCOME(loss::l1_penalty(inputs[0], 0.75, {own.data(), N - 1})));
}

void l2_penalty()
{
    const auto in_c = IN_C(C(T, l2_penalty)(inputs[0].data(), N, 0.75, options, value, grad));
    const auto in_cpp = IN_CPP(loss::l2_penalty(inputs[0], 0.75, grad, options));
    compare<T>("l2_penalty", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("l2_penalty", N, N, has_options | has_hessian, in_cpp);
    refused("l2_penalty", "grad", OUTCOME(loss::l2_penalty(inputs[0], 0.75, {own.data(), N - 1})));
}

void elastic_net_penalty()
{
    const auto in_c = IN_C(C(T, elastic_net_penalty)(inputs[0].data(), N, 0.75, 0.25, options, value, grad));
    const auto in_cpp = IN_CPP(loss::elastic_net_penalty(inputs[0], 0.75, 0.25, grad, options));
    compare<T>("elastic_net_penalty", N, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("elastic_net_penalty", N, N, has_options | has_hessian, in_cpp);
    refused("elastic_net_penalty", "grad",
            OUTCOME(loss::elastic_net_penalty(inputs[0], 0.75, 0.25, {own.data(), N - 1})));
}

void group_lasso_penalty()
{
    const auto in_c = IN_C(C(T, group_lasso_penalty)(inputs[0].data(), ROWS, CLASSES, 0.75, options, value, grad));
    const auto in_cpp = IN_CPP(loss::group_lasso_penalty(inputs[0], ROWS, CLASSES, 0.75, grad, options));
    compare<T>("group_lasso_penalty", ROWS, N, has_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("group_lasso_penalty", ROWS, N, has_options | has_hessian, in_cpp);
    refused("group_lasso_penalty", "param",
            OUTCOME(loss::group_lasso_penalty(shorter(inputs[0]), ROWS, CLASSES, 0.75)));
    refused("group_lasso_penalty", "grad",
            OUTCOME(loss::group_lasso_penalty(inputs[0], ROWS, CLASSES, 0.75, {own.data(), N - 1})));
}

void entropy_penalty()
{
    const auto in_c = IN_C(C(T, entropy_penalty)(inputs[0].data(), ROWS, CLASSES, 0.75, class_options, options, value,
                                                 grad));
    const auto in_cpp = IN_CPP(loss::entropy_penalty(inputs[0], ROWS, CLASSES, 0.75, grad, class_options, options));
    compare<T>("entropy_penalty", ROWS, N, has_options | has_class_options | has_hessian, in_c, in_cpp);
    compare_lengths<T>("entropy_penalty", ROWS, N, has_options | has_class_options | has_hessian, in_cpp);
    refused("entropy_penalty", "logits", OUTCOME(loss::entropy_penalty(shorter(inputs[0]), ROWS, CLASSES, 0.75)));
    refused("entropy_penalty", "grad",
            OUTCOME(loss::entropy_penalty(inputs[0], ROWS, CLASSES, 0.75, {own.data(), N - 1})));
}

void combine()
{
    double value = 0.0;
    check(C(T, combine)(doubles[0].data(), doubles[1].data(), N, &value) == LOSS_OK, "combine: in C");
    const outcome found = OUTCOME(loss::combine(doubles[0], doubles[1]));
    check(found.code == LOSS_OK && found.value == value, "combine");
    refused("combine", "weights", OUTCOME(loss::combine(doubles[0], shorter(doubles[1]))));
}

void combine_uncertainty()
{
    for (const bool given : {false, true}) {
        std::vector<double> c_d_values(N), d_values(N);
        std::vector<T> c_d_log_vars(N), d_log_vars(N);
        double value = 0.0;
        check(C(T, combine_uncertainty)(doubles[0].data(), inputs[1].data(), given ? doubles[2].data() : nullptr, N, &value,
                                        c_d_values.data(), c_d_log_vars.data()) == LOSS_OK, "combine_uncertainty: in C");
        const outcome found = OUTCOME(loss::combine_uncertainty(doubles[0], inputs[1], if_given(given, doubles[2]), d_values,
                                                                d_log_vars));
        check(found.code == LOSS_OK && found.value == value, "combine_uncertainty");
        check(same(c_d_values, d_values), "combine_uncertainty: d_values");
        check(same(c_d_log_vars, d_log_vars), "combine_uncertainty: d_log_vars");
    }
    refused("combine_uncertainty", "log_vars", OUTCOME(loss::combine_uncertainty(doubles[0], shorter(inputs[1]))));
    refused("combine_uncertainty", "coefficients",
            OUTCOME(loss::combine_uncertainty(doubles[0], inputs[1], shorter(doubles[2]))));
    refused("combine_uncertainty", "d_values",
            OUTCOME(loss::combine_uncertainty(doubles[0], inputs[1], {}, {own_doubles.data(), N - 1})));
    refused("combine_uncertainty", "d_log_vars",
            OUTCOME(loss::combine_uncertainty(doubles[0], inputs[1], {}, {}, {own.data(), N - 1})));
}

void all()
{
    mse();
    mse_rows();
    rmse();
    l1();
    smooth_l1();
    huber();
    pseudo_huber();
    log_cosh();
    fair();
    general_robust();
    lp();
    quantile();
    expectile();
    epsilon_insensitive();
    squared_epsilon_insensitive();
    mape();
    msle();
    poisson_nll_log();
    poisson_nll();
    gamma_deviance_log();
    tweedie_deviance_log();
    tweedie_deviance();
    gaussian_nll();
    gaussian_nll_log();
    laplace_nll();
    laplace_nll_log();
    student_t_nll();
    hinge();
    bce();
    bce_logits();
    squared_hinge();
    perceptron();
    hinge_embedding();
    modified_huber();
    soft_margin();
    exponential();
    poly1_bce_logits();
    sigmoid_focal();
    focal();
    asymmetric_bce_logits();
    cross_entropy();
    focal_cross_entropy();
    generalized_cross_entropy();
    poly1_cross_entropy();
    taylor_cross_entropy();
    cross_entropy_soft();
    focal_cross_entropy_soft();
    poly1_cross_entropy_soft();
    cross_entropy_prob();
    nll();
    softmax();
    log_softmax();
    softmax_backward();
    multi_margin();
    multiclass_hinge();
    categorical_hinge();
    multiclass_perceptron();
    sparsemax();
    multilabel_soft_margin();
    coral();
    corn();
    cumulative_link();
    multilabel_margin();
    kl_div();
    kl_div_log_target();
    kl_div_prob();
    kl_div_generalized();
    js_div();
    causal_lm();
    distillation();
    preference();
    preference_unpaired();
    triplet();
    triplet_cosine();
    contrastive();
    pairwise_distance();
    cosine_distance();
    cosine_embedding();
    margin_ranking();
    pair_logistic();
    cosface();
    arcface();
    vae_kl();
    gaussian_kl();
    gan_discriminator();
    gan_generator();
    l1_penalty();
    l2_penalty();
    elastic_net_penalty();
    group_lasso_penalty();
    entropy_penalty();
    combine();
    combine_uncertainty();
}
